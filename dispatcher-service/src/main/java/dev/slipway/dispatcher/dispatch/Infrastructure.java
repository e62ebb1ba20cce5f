package dev.slipway.dispatcher.dispatch;

/**
 * What was made for an attempt.
 *
 * @param id as the run shows it: {@code <engine>:<container id>}, {@code <cluster uid>:<namespace>:<job name>}
 * @param containerId by which the place finds it again
 */
public record Infrastructure(Place place, String id, String containerId, String name, String image) {}
