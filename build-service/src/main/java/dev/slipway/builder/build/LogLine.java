package dev.slipway.builder.build;

import dev.slipway.contracts.build.v1.BuildStage;
import java.time.Instant;

/** A line that a stage printed. {@code seq} counts through the whole build, over all attempts. */
public record LogLine(long seq, Instant at, BuildStage stage, String text) {}
