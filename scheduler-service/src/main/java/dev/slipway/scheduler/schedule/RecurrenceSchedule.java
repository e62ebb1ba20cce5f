package dev.slipway.scheduler.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An iCalendar recurrence set on the wall clock of a zone: expanded without a zone, then placed in it, so that the rules for
 * clock changes are those of {@link CronSchedule}.
 *
 * @param text as the user wrote it
 */
public record RecurrenceSchedule(String text, RecurrenceText parts, ZoneId zone) implements Schedule {
    private static final Logger LOG = Logger.getLogger(RecurrenceSchedule.class);

    /** Reads the lines of an iCalendar recurrence: {@code RRULE}, {@code EXRULE}, {@code RDATE}, {@code EXDATE}, {@code DTSTART}. */
    public static RecurrenceSchedule parse(String text, ZoneId zone) {
        return new RecurrenceSchedule(text, RecurrenceText.parse(text), zone);
    }

    @Override
    public Iterator<Instant> from(Instant start) {
        return new Fires(start);
    }

    private final class Fires implements Iterator<Instant> {
        private final Expansion included;
        private final Expansion excluded;
        private Instant last;
        private @Nullable Instant upcoming;

        Fires(Instant start) {
            // some way back, so that times which a gap moves past the start are not missed
            LocalDateTime wall = start.atZone(zone).toLocalDateTime().minusHours(2);
            this.included = new Expansion(parts.start(), parts.rules(), parts.dates(), wall);
            this.excluded = new Expansion(parts.start(), parts.excludedRules(), parts.excludedDates(), wall);
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
                throw new NoSuchElementException(text + " never fires again");
            }
            last = fire;
            advance();
            return fire;
        }

        private void advance() {
            upcoming = null;
            while (upcoming == null && included.peek() != null) {
                LocalDateTime wall = included.take();
                Instant candidate = wall.atZone(zone).toInstant();
                if (candidate.isAfter(last) && !isExcluded(wall)) {
                    upcoming = candidate;
                }
            }
        }

        private boolean isExcluded(LocalDateTime wall) {
            LocalDateTime exclusion = excluded.peek();
            while (exclusion != null && exclusion.isBefore(wall)) {
                excluded.take();
                exclusion = excluded.peek();
            }
            return wall.equals(exclusion);
        }
    }

    /** The wall-clock times of some rules and dates, merged in their order. */
    private static final class Expansion {
        private final TreeMap<LocalDateTime, List<RecurrenceRuleIterator>> heads = new TreeMap<>();

        Expansion(LocalDateTime start, List<RecurrenceRule> rules, List<LocalDateTime> dates, LocalDateTime from) {
            dates.stream().filter(date -> !date.isBefore(from)).forEach(date -> heads.put(date, List.of()));
            rules.forEach(rule -> open(rule, start, from));
        }

        private void open(RecurrenceRule rule, LocalDateTime start, LocalDateTime from) {
            try {
                RecurrenceRuleIterator iterator = rule.iterator(RecurrenceText.toDateTime(start));
                if (from.isAfter(start)) {
                    iterator.fastForward(RecurrenceText.toDateTime(from));
                }
                push(iterator);
            } catch (IllegalArgumentException e) {
                // the library gives up on rules that match nothing for too long, as every 31st of February
                LOG.debugf(e, "%s matches nothing", rule);
            }
        }

        @Nullable
        LocalDateTime peek() {
            return heads.isEmpty() ? null : heads.firstKey();
        }

        LocalDateTime take() {
            var head = heads.pollFirstEntry();
            head.getValue().forEach(this::push);
            return head.getKey();
        }

        private void push(RecurrenceRuleIterator iterator) {
            LocalDateTime time = next(iterator);
            if (time != null) {
                heads.merge(time, List.of(iterator), RecurrenceText::concat);
            }
        }

        private static @Nullable LocalDateTime next(RecurrenceRuleIterator iterator) {
            try {
                return iterator.hasNext() ? RecurrenceText.toLocal(iterator.nextDateTime()) : null;
            } catch (IllegalArgumentException e) {
                return null; // it matched once, and never will again
            }
        }
    }
}
