package dev.slipway.scheduler.automation.trigger;

import dev.slipway.scheduler.event.PrefectEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds events and times against event triggers, with the rules that Prefect has.
 *
 * <p>At any time there is one bucket at most for each trigger and key. An event counts in it, or comes too late for it, or begins
 * the next one. Reactive triggers fire as soon as there are enough events, proactive ones when the time is over and there were not.
 */
public final class Evaluation {
    /** How much older than the first event others may be that arrive after it. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(15);

    private Evaluation() {}

    /**
     * What becomes of a bucket.
     *
     * @param bucket as it is to be kept; null for none
     * @param isFired the trigger fires
     * @param cause the event to tell of if it does
     */
    public record Outcome(
            @Nullable Bucket bucket,
            boolean isFired,
            @Nullable PrefectEvent cause) {
        private static Outcome keep(@Nullable Bucket bucket) {
            return new Outcome(bucket, false, null);
        }
    }

    /** An event that the trigger covers has come. */
    public static Outcome react(EventTrigger trigger, @Nullable Bucket existing, PrefectEvent event) {
        var bucket = opened(trigger, existing, event).orElse(existing);
        return bucket == null || !trigger.expects(event.event())
                ? Outcome.keep(bucket)
                : evaluate(trigger, bucket, event.occurred(), event);
    }

    /** Nothing has come, but time goes by. */
    public static Outcome look(EventTrigger trigger, Bucket bucket, Instant now) {
        return evaluate(trigger, bucket, now, null);
    }

    /** The bucket with which a trigger that waits for no other event begins to watch. */
    public static Bucket watching(EventTrigger trigger, Instant now) {
        return new Bucket(java.util.List.of(), now, now.plus(trigger.within()), 0, null);
    }

    /** The bucket that this event opens, if there is none and it may open one. */
    private static Optional<Bucket> opened(EventTrigger trigger, @Nullable Bucket existing, PrefectEvent event) {
        boolean isStart = trigger.startsAfter(event.event());
        if (!isStart && (!trigger.after().isEmpty() || !trigger.expects(event.event()))) {
            return Optional.empty();
        }
        if (existing != null) {
            return Optional.of(existing.with(event));
        }
        // an event that starts and counts must not count for the bucket that it starts
        int count = isStart && trigger.expects(event.event()) ? -1 : 0;
        var start = isStart ? event.occurred() : event.occurred().minus(LOOK_BACK);
        var end = event.occurred().plus(trigger.within());
        return Optional.of(new Bucket(trigger.bucketingKey(event), start, end, count, event));
    }

    private static Outcome evaluate(EventTrigger trigger, Bucket before, Instant now, @Nullable PrefectEvent event) {
        if (now.isBefore(before.start())) {
            return Outcome.keep(before);
        }
        boolean counts = event != null && (trigger.isImmediate() || before.contains(now));
        var bucket = event != null && counts ? before.counting(event) : before;
        boolean meets = trigger.meetsThreshold(bucket.count());
        boolean isFired =
                meets && (trigger.posture() == Posture.REACTIVE || !bucket.end().isAfter(now));
        if (!isFired && now.isBefore(bucket.end())) {
            return Outcome.keep(
                    event != null && isHeartbeat(trigger, event, meets) ? restarted(trigger, bucket, event) : bucket);
        }
        var cause = !isFired ? null : event == null ? bucket.lastEvent() : event;
        return new Closed(trigger, bucket, now, isFired, cause).next(counts ? null : event);
    }

    /** The event was expected and starts the wait for the next one. */
    private static boolean isHeartbeat(EventTrigger trigger, PrefectEvent event, boolean meets) {
        return trigger.posture() == Posture.PROACTIVE
                && !meets
                && trigger.startsAfter(event.event())
                && trigger.expects(event.event());
    }

    private static Bucket restarted(EventTrigger trigger, Bucket bucket, PrefectEvent event) {
        return new Bucket(bucket.key(), event.occurred(), event.occurred().plus(trigger.within()), 0, event);
    }

    /** A bucket whose time is over, or that has made its trigger fire. */
    private record Closed(
            EventTrigger trigger,
            Bucket bucket,
            Instant now,
            boolean isFired,
            @Nullable PrefectEvent cause) {

        /** @param uncounted the event that comes after the bucket's time, if there is one */
        Outcome next(@Nullable PrefectEvent uncounted) {
            if (!trigger.after().isEmpty()) {
                return new Outcome(null, isFired, cause);
            }
            if (trigger.within().isZero()) {
                return new Outcome(isFired ? null : bucket, isFired, cause);
            }
            var start = bucket.end().isAfter(now) ? bucket.end() : now;
            boolean isCountedLater = uncounted != null && trigger.posture() == Posture.REACTIVE;
            int count = uncounted == null || isCountedLater ? 0 : 1;
            var following = new Bucket(bucket.key(), start, start.plus(trigger.within()), count, null);
            return uncounted != null && isCountedLater
                    ? evaluate(trigger, following, now, uncounted)
                    : new Outcome(following, isFired, cause);
        }
    }
}
