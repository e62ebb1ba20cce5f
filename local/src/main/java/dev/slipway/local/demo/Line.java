package dev.slipway.local.demo;

import java.time.Instant;

/**
 * One line of the story.
 *
 * @param at when it happened, not when it was heard of
 */
public record Line(Instant at, String what, String detail) {}
