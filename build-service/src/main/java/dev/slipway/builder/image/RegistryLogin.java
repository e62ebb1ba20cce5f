package dev.slipway.builder.image;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
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

    /** The one for an image: of those whose address it begins with, the one with the longest. */
    public static Optional<RegistryLogin> of(String image, Collection<RegistryLogin> logins) {
        return logins.stream()
                .filter(login -> image.startsWith(login.address() + "/"))
                .max(Comparator.comparingInt(login -> login.address().length()));
    }

    /** The address without a path. */
    public String host() {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    @Override
    public String toString() {
        return "RegistryLogin[" + address + "]";
    }
}
