package dev.slipway.scheduler.flowrun;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run's states add up to.
 *
 * @param runCount how often it entered Running
 * @param totalRunTime time spent in Running, without the current stay
 */
public record RunProgress(
        int runCount,
        @Nullable Instant expectedStartTime,
        @Nullable Instant nextScheduledStartTime,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        Duration totalRunTime,
        Attempts attempts) {

    /** Nothing happened yet. */
    public static final RunProgress NONE = new RunProgress(0, null, null, null, null, Duration.ZERO, Attempts.NONE);

    /** One dispatch attempt more. */
    public RunProgress nextAttempt() {
        return with(attempts.next());
    }

    /** One attempt more, which is not the dispatcher's: what is left of its own has nothing to say any more. */
    public RunProgress takenOver() {
        return with(attempts.takenOver());
    }

    /** The same with other attempts. */
    public RunProgress with(Attempts other) {
        return new RunProgress(
                runCount, expectedStartTime, nextScheduledStartTime, startTime, endTime, totalRunTime, other);
    }

    /** Dispatch attempts so far; 0 for a run that nobody dispatched. */
    public int attempt() {
        return attempts.number();
    }
}
