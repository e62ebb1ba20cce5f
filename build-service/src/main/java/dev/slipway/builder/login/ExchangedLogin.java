package dev.slipway.builder.login;

import java.time.Duration;
import java.time.Instant;

/** What an exchange gave, and for how long it is good. */
public record ExchangedLogin(String username, String password, Instant exchangedAt, Instant expiresAt) {
    private static final int PARTS = 3;

    /** Until a third of its time is left: who gets it then may still take hours to use it. */
    boolean isFresh(Instant now) {
        Duration lifetime = Duration.between(exchangedAt, expiresAt);
        return now.isBefore(expiresAt.minus(lifetime.dividedBy(PARTS)));
    }

    boolean isGood(Instant now) {
        return now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "ExchangedLogin[" + username + " until " + expiresAt + "]";
    }
}
