package dev.slipway.scheduler.automation.trigger;

import dev.slipway.scheduler.event.PrefectEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many events a trigger has seen within a window of time.
 *
 * @param key the values of the labels by which the trigger counts apart
 * @param start the first moment of the window
 * @param end the first moment after it
 * @param lastEvent the newest one that had to do with it
 */
public record Bucket(
        List<String> key,
        Instant start,
        Instant end,
        int count,
        @Nullable PrefectEvent lastEvent) {

    Bucket with(PrefectEvent event) {
        return new Bucket(key, start, end, count, event);
    }

    Bucket counting(PrefectEvent event) {
        return new Bucket(key, start, end, count + 1, event);
    }

    boolean contains(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }
}
