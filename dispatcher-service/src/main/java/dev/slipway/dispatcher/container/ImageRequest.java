package dev.slipway.dispatcher.container;

import org.jspecify.annotations.Nullable;

/**
 * Which image, and when to pull it.
 *
 * @param login given with the job; null if a registry that we know may have one
 */
public record ImageRequest(
        String reference, PullPolicy policy, @Nullable RegistryLogin login) {}
