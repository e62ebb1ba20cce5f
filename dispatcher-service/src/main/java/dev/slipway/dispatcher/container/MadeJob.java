package dev.slipway.dispatcher.container;

import dev.slipway.dispatcher.dispatch.Infrastructure;

/**
 * @param toStart whoever made it has to start it; false for what starts by itself, and for what an earlier try made, which may
 *     have been started and even have ended
 */
public record MadeJob(Infrastructure infrastructure, boolean toStart) {}
