package dev.slipway.scheduler.flowrun;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run's states add up to.
 *
 * @param runCount how often it entered Running
 * @param totalRunTime time spent in Running, without the current stay
 * @param attempt dispatch attempts so far; 0 for a run that nobody dispatched
 */
public record RunProgress(
        int runCount,
        @Nullable Instant expectedStartTime,
        @Nullable Instant nextScheduledStartTime,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        Duration totalRunTime,
        int attempt) {

    /** Nothing happened yet. */
    public static final RunProgress NONE = new RunProgress(0, null, null, null, null, Duration.ZERO, 0);

    /** One dispatch attempt more. */
    public RunProgress nextAttempt() {
        return new RunProgress(
                runCount, expectedStartTime, nextScheduledStartTime, startTime, endTime, totalRunTime, attempt + 1);
    }
}
