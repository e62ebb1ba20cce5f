package dev.slipway.dispatcher.container;

import java.time.Instant;

/** A line that a container wrote. */
public record LogLine(Instant at, String text) {}
