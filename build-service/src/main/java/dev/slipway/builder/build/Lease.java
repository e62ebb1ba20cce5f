package dev.slipway.builder.build;

import java.util.UUID;

/**
 * The right to write results of a build: held by one attempt of one builder until another takes over.
 *
 * @param owner the builder
 * @param attempt from 1; an older one's results are refused
 */
public record Lease(UUID buildId, UUID owner, int attempt) {}
