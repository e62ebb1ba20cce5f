package dev.slipway.scheduler.schedule;

import java.time.Instant;
import java.util.Iterator;

/** When something is to happen again and again. Equal schedules fire at equal instants. */
public sealed interface Schedule permits CronSchedule, IntervalSchedule, RecurrenceSchedule {
    /**
     * The fire times from {@code start} on (inclusive), ascending and without duplicates. Endless unless the schedule is not;
     * a schedule that can't fire any more has none.
     */
    Iterator<Instant> from(Instant start);
}
