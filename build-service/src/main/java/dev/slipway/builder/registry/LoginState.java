package dev.slipway.builder.registry;

import java.time.Duration;
import java.time.Instant;

/** How long an expiring login will do. */
public enum LoginState {
    /** For a while. */
    VALID,
    /** Not for long: its owner should replace it. */
    EXPIRES_SOON,
    /** No more. */
    EXPIRED;

    /** Pure. */
    public static LoginState of(Login.Expiring login, Duration warnBefore, Instant now) {
        if (!now.isBefore(login.expiresAt())) {
            return EXPIRED;
        }
        return now.isBefore(login.expiresAt().minus(warnBefore)) ? VALID : EXPIRES_SOON;
    }
}
