package dev.slipway.scheduler.flowrun;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to be retried, and what became of its pauses.
 *
 * @param retryType {@code in_process} while the run's own process waits for the retry, {@code reschedule} if a new one is needed
 */
public record EmpiricalPolicy(
        int maxRetries,
        double retryDelaySeconds,
        @Nullable Integer retries,
        @Nullable Double retryDelay,
        @Nullable List<String> pauseKeys,
        @Nullable Boolean resuming,
        @Nullable String retryType) {

    /** No retries, never paused. */
    public static final EmpiricalPolicy NONE = new EmpiricalPolicy(0, 0, null, null, List.of(), false, null);

    /** The keys of pauses that happened. */
    public List<String> pauses() {
        return pauseKeys == null ? List.of() : pauseKeys;
    }

    public EmpiricalPolicy withRetryType(@Nullable String type) {
        return new EmpiricalPolicy(maxRetries, retryDelaySeconds, retries, retryDelay, pauseKeys, resuming, type);
    }

    public EmpiricalPolicy withPauses(List<String> keys, boolean isResuming) {
        return new EmpiricalPolicy(maxRetries, retryDelaySeconds, retries, retryDelay, keys, isResuming, retryType);
    }
}
