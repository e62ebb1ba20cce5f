package dev.slipway.local.registry;

import java.nio.file.Path;

/**
 * How a private registry runs.
 *
 * @param home holds the images, the log and the pid file
 * @param port of the loopback address
 */
public record RegistryOptions(Path home, int port, String username, String password) {}
