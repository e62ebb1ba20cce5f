package dev.slipway.scheduler.reconcile;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is, as the dispatcher is told.
 *
 * @param attempt the newest one
 * @param since when it entered the state
 */
public record RunReport(
        UUID flowRunId,
        int attempt,
        @Nullable String stateType,
        @Nullable Instant since) {}
