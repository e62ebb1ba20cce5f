package dev.slipway.outbox;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;

/** Failures that pass by themselves: the database is away, busy, or broke a deadlock. */
final class Outage {
    private Outage() {}

    /** Everything but what the data or our code is to blame for. */
    static boolean explains(Throwable failure) {
        return switch (failure) {
            case PgException refused -> !isAboutData(String.valueOf(refused.getSqlState()));
            case VertxException closed -> true;
            case RuntimeException ours -> false;
            default -> true;
        };
    }

    /** Bad values, violated constraints, wrong statements. */
    private static boolean isAboutData(String sqlState) {
        return sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("42");
    }
}
