package dev.slipway.dispatcher.container;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to show a registry; {@link #ANONYMOUS} is nothing.
 *
 * @param expiresAt until when it is good; null if nobody says
 */
public record RegistryLogin(
        @Nullable String address,
        @Nullable String username,
        @Nullable String password,
        @Nullable Instant expiresAt) {
    /** No credential. */
    public static final RegistryLogin ANONYMOUS = new RegistryLogin(null, null, null, null);

    /** The address only: a credential is in no log. */
    @Override
    public String toString() {
        return address == null ? "anonymous" : "credential for " + address;
    }
}
