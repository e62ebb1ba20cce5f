package dev.slipway.local.registry;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a private registry runs.
 *
 * @param home holds the images, the log and the pid file
 * @param host the address that it listens on
 * @param certificate its own, if it is to speak TLS
 */
public record RegistryOptions(
        Path home, String host, int port, String username, String password, Optional<Certificate> certificate) {
    /** On the loopback address, without TLS. */
    public RegistryOptions(Path home, int port, String username, String password) {
        this(home, "127.0.0.1", port, username, password, Optional.empty());
    }

    /** A certificate for the host, and its key; both PEM. */
    public record Certificate(Path file, Path key) {}
}
