package dev.slipway.dispatcher.dispatch;

/**
 * What was made for an attempt.
 *
 * @param id as the run shows it: {@code <engine>:<container id>}
 * @param containerId the engine's own id
 */
public record Infrastructure(String id, String containerId, String name, String image) {}
