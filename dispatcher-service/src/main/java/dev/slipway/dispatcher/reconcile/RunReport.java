package dev.slipway.dispatcher.reconcile;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is, as the scheduler says.
 *
 * @param attempt the newest one
 * @param since when it entered the state
 */
record RunReport(
        UUID flowRunId,
        int attempt,
        @Nullable String stateType,
        @Nullable Instant since) {}
