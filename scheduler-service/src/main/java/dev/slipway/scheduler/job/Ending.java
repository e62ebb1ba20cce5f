package dev.slipway.scheduler.job;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.scheduler.retry.RetryWish;
import org.jspecify.annotations.Nullable;

/**
 * How the infrastructure of an attempt ended.
 *
 * @param reason null if nobody saw it
 * @param message what happened, as the dispatcher has it
 */
public record Ending(int attempt, @Nullable EndReason reason, String message) {
    /** It is gone and nobody saw how it ended. */
    public static Ending lost(int attempt, String message) {
        return new Ending(attempt, null, message);
    }

    String reasonName() {
        return reason == null ? RetryWish.LOST : reason.name();
    }

    boolean isInfrastructureFault() {
        return reason != null && reason.isInfrastructureFault();
    }
}
