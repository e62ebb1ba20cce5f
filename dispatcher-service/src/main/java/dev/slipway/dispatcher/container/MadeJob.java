package dev.slipway.dispatcher.container;

import dev.slipway.dispatcher.dispatch.Infrastructure;

/**
 * @param adopted it was there already, made by an earlier try
 */
public record MadeJob(Infrastructure infrastructure, boolean adopted) {}
