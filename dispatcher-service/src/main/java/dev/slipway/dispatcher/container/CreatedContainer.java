package dev.slipway.dispatcher.container;

/**
 * @param infrastructureId as the run shows it: {@code <engine>:<container id>}
 * @param adopted it was there already, made by an earlier try
 */
public record CreatedContainer(String id, String infrastructureId, boolean adopted) {}
