package dev.slipway.scheduler.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression on the wall clock of a zone. A time that a spring change leaves out fires that much later; a time that an
 * autumn change repeats fires once, at its first pass.
 */
public record CronSchedule(CronExpression expression, ZoneId zone) implements Schedule {

    @Override
    public Iterator<Instant> from(Instant start) {
        return new Fires(start);
    }

    private final class Fires implements Iterator<Instant> {
        private LocalDateTime wall;
        private Instant last;
        private @Nullable Instant upcoming;

        Fires(Instant start) {
            // some way back, so that times which a gap moves past the start are not missed
            this.wall = start.atZone(zone)
                    .toLocalDateTime()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .minusHours(2);
            this.last = start.minusNanos(1);
            advance();
        }

        @Override
        public boolean hasNext() {
            return upcoming != null;
        }

        @Override
        public Instant next() {
            Instant fire = upcoming;
            if (fire == null) {
                throw new NoSuchElementException(expression + " never fires again");
            }
            last = fire;
            advance();
            return fire;
        }

        private void advance() {
            do {
                LocalDateTime candidate = expression.nextAfter(wall);
                if (candidate == null) {
                    upcoming = null;
                    return;
                }
                wall = candidate;
                upcoming = candidate.atZone(zone).toInstant();
            } while (!upcoming.isAfter(last));
        }
    }
}
