package dev.slipway.builder.registry;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is stored to log in to a registry. Never leaves this service as it is. */
public sealed interface Login {
    /** The user's name, or the name of the key that is exchanged. */
    String username();

    /** What is kept sealed. */
    String secret();

    /** A name and a password that stay good until somebody changes them. */
    record Static(String username, String secret) implements Login {
        @Override
        public String toString() {
            return "static login of " + username;
        }
    }

    /** A name and a token that its owner replaces before it expires. */
    record Expiring(String username, String secret, Instant expiresAt) implements Login {
        @Override
        public String toString() {
            return "login of " + username + " until " + expiresAt;
        }
    }

    /**
     * A key that is exchanged for logins that last some hours.
     *
     * @param username the id of the access key
     * @param secret the secret access key
     * @param endpoint where to exchange it; null for the region's own
     */
    record Exchanged(
            String username,
            String secret,
            String region,
            @Nullable URI endpoint) implements Login {
        @Override
        public String toString() {
            return "exchange of " + username + " in " + region;
        }
    }
}
