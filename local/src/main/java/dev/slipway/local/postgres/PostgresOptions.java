package dev.slipway.local.postgres;

import java.nio.file.Path;

/**
 * How an embedded PostgreSQL runs.
 *
 * @param home holds the data, the log and the pid file
 * @param cache where the binaries are unpacked
 * @param port of the loopback address
 * @param password of the superuser {@link EmbeddedPostgres#SUPERUSER}
 * @param durable false gives up all promises about a crash for speed; for tests
 */
public record PostgresOptions(Path home, Path cache, int port, String password, boolean durable) {}
