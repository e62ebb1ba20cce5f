package dev.slipway.dispatcher.container;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.time.Instant;

/** One of our containers in a list. */
public record ListedContainer(String id, AttemptKey key, boolean running, Instant createdAt) {}
