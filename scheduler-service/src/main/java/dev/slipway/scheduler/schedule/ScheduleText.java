package dev.slipway.scheduler.schedule;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Schedules as Prefect writes them in JSON: one of {@code cron}, {@code interval} and {@code rrule} says which kind it is. */
public final class ScheduleText {
    /** Where intervals count from if nobody says: midnight in the schedule's zone, the same after every new registration. */
    private static final LocalDateTime DEFAULT_ANCHOR = LocalDateTime.of(2020, 1, 1, 0, 0);

    private static final double LONGEST_INTERVAL_SECONDS = 100 * 365 * 86_400.0;

    private ScheduleText() {}

    /**
     * Reads a schedule.
     *
     * @throws InvalidSchedule with a sentence for the one who wrote it
     */
    public static Schedule parse(JsonObject json) {
        if (json.getValue("cron") instanceof String cron) {
            boolean dayOr = json.getBoolean("day_or", true);
            return new CronSchedule(CronExpression.parse(cron, dayOr), zone(json, ZoneOffset.UTC));
        } else if (json.getValue("rrule") instanceof String rrule) {
            return RecurrenceSchedule.parse(rrule, zone(json, ZoneOffset.UTC));
        } else if (json.getValue("interval") != null) {
            return new IntervalSchedule(interval(json.getValue("interval")), anchor(json));
        }
        throw new InvalidSchedule("a schedule needs one of cron, interval and rrule");
    }

    private static ZoneId zone(JsonObject json, ZoneId absent) {
        String name = json.getString("timezone");
        try {
            return name == null || name.isBlank() ? absent : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidSchedule("'" + name + "' is no time zone; write an IANA name as Europe/Berlin", e);
        }
    }

    private static Duration interval(Object value) {
        try {
            double seconds = value instanceof Number number
                    ? number.doubleValue()
                    : value.toString().startsWith("P")
                            ? Duration.parse(value.toString()).toMillis() / 1_000.0
                            : Double.parseDouble(value.toString());
            if (!(seconds > 0 && seconds < LONGEST_INTERVAL_SECONDS)) {
                throw new InvalidSchedule("the interval has to be longer than zero, not " + value + " seconds");
            }
            return Duration.ofNanos(Math.round(seconds * 1e6) * 1_000);
        } catch (NumberFormatException | DateTimeException e) {
            throw new InvalidSchedule("'" + value + "' is no interval; write it in seconds", e);
        }
    }

    private static ZonedDateTime anchor(JsonObject json) {
        String text = json.getString("anchor_date");
        if (text == null) {
            return DEFAULT_ANCHOR.atZone(zone(json, ZoneOffset.UTC));
        }
        TemporalAccessor anchor = time(text);
        return anchor instanceof OffsetDateTime time
                ? time.atZoneSameInstant(zone(json, time.getOffset()))
                : ((LocalDateTime) anchor).atZone(zone(json, ZoneOffset.UTC));
    }

    private static TemporalAccessor time(@Nullable String text) {
        try {
            String normal = String.valueOf(text).strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
            return DateTimeFormatter.ISO_DATE_TIME.parseBest(normal, OffsetDateTime::from, LocalDateTime::from);
        } catch (DateTimeException e) {
            throw new InvalidSchedule("'" + text + "' is no date and time; write it as 2026-01-31T09:30:00", e);
        }
    }
}
