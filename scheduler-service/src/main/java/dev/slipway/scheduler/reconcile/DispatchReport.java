package dev.slipway.scheduler.reconcile;

import dev.slipway.contracts.job.v1.EndReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher knows of an attempt.
 *
 * @param state the dispatch's; only its last ones matter here
 * @param endReason of one that has ended
 */
record DispatchReport(
        UUID flowRunId,
        int attempt,
        String state,
        @Nullable EndReason endReason,
        @Nullable String message,
        @Nullable Instant endedAt) {
    boolean hasEnded() {
        return state.equals("ENDED");
    }

    boolean isLost() {
        return state.equals("LOST");
    }
}
