package dev.slipway.scheduler.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The points {@code anchor + k · interval}. Whole days of the interval are added on the wall clock of the anchor's zone, so that
 * 09:00 stays 09:00 when clocks change; the rest is elapsed time. Every point is computed from the anchor, never from its
 * predecessor: a start in another season or on the day of a change can't shift the series.
 *
 * @param anchor in the zone of the schedule
 */
public record IntervalSchedule(Duration interval, ZonedDateTime anchor) implements Schedule {
    public IntervalSchedule {
        if (!interval.isPositive()) {
            throw new InvalidSchedule("the interval has to be longer than zero, not " + interval);
        }
    }

    @Override
    public Iterator<Instant> from(Instant start) {
        return new Iterator<>() {
            private long next = firstIndexFrom(start);

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Instant next() {
                Instant fire = point(next++);
                while (!point(next).isAfter(fire)) {
                    next++;
                }
                return fire;
            }
        };
    }

    private long firstIndexFrom(Instant start) {
        double elapsed = toSeconds(Duration.between(anchor.toInstant(), start));
        long index = (long) Math.floor(elapsed / toSeconds(interval));
        while (!point(index).isBefore(start)) {
            index--;
        }
        while (point(index).isBefore(start)) {
            index++;
        }
        return index;
    }

    private Instant point(long index) {
        try {
            long days = interval.toDays();
            Duration rest = interval.minusDays(days);
            return anchor.plusDays(Math.multiplyExact(days, index)).toInstant().plus(rest.multipliedBy(index));
        } catch (ArithmeticException | java.time.DateTimeException e) {
            throw (NoSuchElementException) new NoSuchElementException("beyond the end of time").initCause(e);
        }
    }

    private static double toSeconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
