package dev.slipway.builder.build;

import dev.slipway.contracts.build.v1.BuildStage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a stage of the current attempt began and ended. */
public record StageTimes(
        BuildStage stage, Instant startedAt, @Nullable Instant finishedAt) {}
