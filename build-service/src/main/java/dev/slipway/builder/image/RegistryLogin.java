package dev.slipway.builder.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credentials for a registry, or for a part of it.
 *
 * @param address host and port, and maybe the beginning of a path
 * @param expiresAt null if nobody says
 */
public record RegistryLogin(
        String address,
        String username,
        String password,
        @Nullable Instant expiresAt) {

    /** The address without a path. */
    public String host() {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    boolean isSameUserAs(RegistryLogin other) {
        return username.equals(other.username) && password.equals(other.password);
    }

    @Override
    public String toString() {
        return "RegistryLogin[" + address + "]";
    }
}
