package dev.slipway.gateway.auth;

import java.util.UUID;

/** Who calls. */
public sealed interface Caller {
    /** What the services behind the gateway are told. */
    String principal();

    /** A person with the administrator's credential. */
    record Admin() implements Caller {
        @Override
        public String principal() {
            return "admin";
        }
    }

    /**
     * The process of one attempt of a flow run.
     *
     * @param number of the attempt, from 1
     */
    record Attempt(UUID flowRunId, int number) implements Caller {
        @Override
        public String principal() {
            return "attempt";
        }
    }

    /**
     * One of our services.
     *
     * @param name as {@code dispatcher}
     */
    record Service(String name) implements Caller {
        @Override
        public String principal() {
            return "service";
        }
    }

    /** Somebody who shows no credential of ours, on a path that asks for none or for another kind. */
    record Anonymous() implements Caller {
        @Override
        public String principal() {
            return "anonymous";
        }
    }
}
