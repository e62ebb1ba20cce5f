package dev.slipway.scheduler.event;

import dev.slipway.scheduler.problem.ApiProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Time cut into spans of one length, all counted from one Monday, so that the same instant falls into the same span whatever is
 * asked for.
 *
 * @param length of a span
 */
record TimeSpans(Duration length) {
    static final Instant PIVOT = Instant.parse("2024-04-01T00:00:00Z");
    private static final int MOST = 1_000;

    /** The length by Prefect's unit and multiple. */
    static TimeSpans of(String unit, double interval) {
        if (!(interval >= 0.01) || Double.isInfinite(interval)) {
            throw ApiProblem.invalid("The minimum interval is 0.01");
        }
        long seconds =
                switch (unit.toLowerCase(Locale.ROOT)) {
                    case "week" -> 7 * 86_400;
                    case "day" -> 86_400;
                    case "hour" -> 3_600;
                    case "minute" -> 60;
                    case "second" -> 1;
                    default -> throw ApiProblem.invalid("time_unit must be week, day, hour, minute or second");
                };
        return new TimeSpans(Duration.ofMillis(Math.round(seconds * interval * 1_000)));
    }

    /** The numbers of the spans from the one with {@code since} to the one with {@code until}. */
    List<Long> between(Instant since, Instant until) {
        long first = number(since);
        long last = number(until);
        if (last - first >= MOST) {
            throw ApiProblem.invalid("The given interval would create " + (last - first + 1)
                    + " buckets, which is too many. Please increase the interval or reduce the time range to produce "
                    + MOST + " buckets or fewer.");
        }
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    long number(Instant time) {
        return Math.floorDiv(time.toEpochMilli() - PIVOT.toEpochMilli(), length.toMillis());
    }

    Instant start(long number) {
        return PIVOT.plus(length.multipliedBy(number));
    }

    /** The last microsecond of the span. */
    Instant end(long number) {
        return start(number + 1).minusNanos(1_000);
    }
}
