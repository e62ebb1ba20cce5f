package dev.slipway.builder.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credentials for a registry.
 *
 * @param expiresAt null if nobody says
 */
public record RegistryLogin(
        String address,
        String username,
        String password,
        @Nullable Instant expiresAt) {
    @Override
    public String toString() {
        return "RegistryLogin[" + address + "]";
    }
}
