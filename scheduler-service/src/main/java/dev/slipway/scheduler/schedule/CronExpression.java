package dev.slipway.scheduler.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression in the dialect of Prefect's croniter: {@code minute hour day month weekday [second [year]]}, the nicknames,
 * names of months and weekdays, {@code L} for the last day, {@code L5} for the last Friday, {@code 5#3} for the third, ranges
 * that wrap; 0 and 7 are both Sunday. If day and weekday are both restricted, either is enough, or both are needed with {@code dayOr} false.
 */
public final class CronExpression {
    private static final int YEARS_TO_SEARCH = 50;
    private static final Map<String, String> NICKNAMES = Map.of(
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    private final String text;
    private final boolean dayOr;
    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;
    private final CronField seconds;
    private final CronField years;

    private CronExpression(String text, boolean dayOr, List<CronField> fields) {
        this.text = text;
        this.dayOr = dayOr;
        this.minutes = fields.get(0);
        this.hours = fields.get(1);
        this.days = fields.get(2);
        this.months = fields.get(3);
        this.weekdays = fields.get(4);
        this.seconds = fields.get(5);
        this.years = fields.get(6);
    }

    /** Reads an expression. */
    public static CronExpression parse(String text, boolean dayOr) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        List<String> columns = List.of(NICKNAMES.getOrDefault(lower, lower).split("\\s+"));
        if (columns.size() < 5 || columns.size() > 7) {
            throw new InvalidSchedule("'" + text + "' has " + columns.size() + " columns; a cron expression has 5"
                    + " (minute hour day month weekday), 6 (second last) or 7 (year last)");
        }
        String day = columns.get(2);
        String weekday = columns.get(4);
        return new CronExpression(
                text,
                dayOr,
                List.of(
                        CronField.parse(CronColumn.MINUTE, columns.get(0)),
                        CronField.parse(CronColumn.HOUR, columns.get(1)),
                        CronField.parse(CronColumn.DAY, day).orAnyIf(weekday.contains("*")),
                        CronField.parse(CronColumn.MONTH, columns.get(3)),
                        CronField.parse(CronColumn.WEEKDAY, weekday).orAnyIf(day.contains("*")),
                        CronField.parse(CronColumn.SECOND, columns.size() > 5 ? columns.get(5) : "0"),
                        CronField.parse(CronColumn.YEAR, columns.size() > 6 ? columns.get(6) : "*")));
    }

    /** The first matching wall-clock time after {@code time}; null if there is none within the next fifty years. */
    @Nullable
    LocalDateTime nextAfter(LocalDateTime time) {
        LocalDateTime from = time.withNano(0).plusSeconds(1);
        LocalDate last = from.toLocalDate().plusYears(YEARS_TO_SEARCH);
        LocalTime earliest = from.toLocalTime();
        for (LocalDate day = from.toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            if (!years.has(day.getYear())) {
                day = LocalDate.of(day.getYear(), 12, 31);
            } else if (!months.has(day.getMonthValue())) {
                day = day.withDayOfMonth(day.lengthOfMonth());
            } else if (matches(day)) {
                LocalTime found = firstTimeFrom(earliest);
                if (found != null) {
                    return day.atTime(found);
                }
            }
            earliest = LocalTime.MIN;
        }
        return null;
    }

    private boolean matches(LocalDate day) {
        boolean byDay = days.isAny() || days.has(day.getDayOfMonth()) || (days.hasLast() && isLastOfMonth(day));
        boolean byWeekday = weekdays.isAny() || matchesWeekday(day);
        boolean either = dayOr && !days.isAny() && !weekdays.isAny();
        return either ? byDay || byWeekday : byDay && byWeekday;
    }

    private boolean matchesWeekday(LocalDate day) {
        int weekday =
                day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : day.getDayOfWeek().getValue();
        boolean isLast = day.getDayOfMonth() + 7 > day.lengthOfMonth();
        int occurrence = (day.getDayOfMonth() + 6) / 7;
        return weekdays.hasPlain(weekday)
                || weekdays.hasNth(weekday, occurrence)
                || (isLast && weekdays.hasNth(weekday, CronField.LAST));
    }

    private static boolean isLastOfMonth(LocalDate day) {
        return day.getDayOfMonth() == day.lengthOfMonth();
    }

    private @Nullable LocalTime firstTimeFrom(LocalTime earliest) {
        Integer hour = hours.values().ceiling(earliest.getHour());
        while (hour != null) {
            LocalTime inHour = hour == earliest.getHour() ? earliest : LocalTime.of(hour, 0);
            LocalTime found = firstInHourFrom(inHour);
            if (found != null) {
                return found;
            }
            hour = hours.values().higher(hour);
        }
        return null;
    }

    private @Nullable LocalTime firstInHourFrom(LocalTime earliest) {
        NavigableSet<Integer> all = minutes.values();
        Integer minute = all.ceiling(earliest.getMinute());
        while (minute != null) {
            int from = minute == earliest.getMinute() ? earliest.getSecond() : 0;
            Integer second = seconds.values().ceiling(from);
            if (second != null) {
                return LocalTime.of(earliest.getHour(), minute, second);
            }
            minute = all.higher(minute);
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression that && text.equals(that.text) && dayOr == that.dayOr;
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + Boolean.hashCode(dayOr);
    }

    @Override
    public String toString() {
        return text;
    }
}
