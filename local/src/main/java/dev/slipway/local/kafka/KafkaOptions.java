package dev.slipway.local.kafka;

import java.nio.file.Path;

/**
 * How an embedded broker runs.
 *
 * @param home holds the data, the log and the pid file
 * @param port of the loopback address
 * @param controllerPort where the node talks to itself
 * @param ownerPid the broker ends when this process does; 0 lets it live on
 */
public record KafkaOptions(Path home, Path cache, int port, int controllerPort, long ownerPid) {}
