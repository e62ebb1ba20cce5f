package dev.slipway.scheduler.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;

/**
 * The lines of a recurrence, read as Prefect reads them: every time in them is a wall-clock time of the schedule's zone, whatever
 * zone it names itself, and without a start the series is anchored at the first midnight of 2020.
 */
record RecurrenceText(
        LocalDateTime start,
        List<RecurrenceRule> rules,
        List<RecurrenceRule> excludedRules,
        List<LocalDateTime> dates,
        List<LocalDateTime> excludedDates) {

    private static final int LONGEST = 6_500;
    private static final LocalDateTime DEFAULT_START = LocalDateTime.of(2020, 1, 1, 0, 0);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final Pattern UNTIL = Pattern.compile("UNTIL=([0-9TZ]+)");

    static RecurrenceText parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidSchedule("a recurrence rule has at most " + LONGEST + " characters, not " + text.length());
        }
        LocalDateTime start = DEFAULT_START;
        var parts =
                new RecurrenceText(start, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String line : text.strip().toUpperCase(Locale.ROOT).split("\\s*\\R\\s*")) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "RRULE" : line.substring(0, colon).split(";", 2)[0];
            String value = line.substring(colon + 1);
            if (name.equals("DTSTART")) {
                start = time(value);
            } else {
                parts.add(name, value);
            }
        }
        if (parts.rules.isEmpty() && parts.dates.isEmpty()) {
            throw new InvalidSchedule("'" + text + "' has neither a rule nor a date");
        }
        return new RecurrenceText(start, parts.rules, parts.excludedRules, parts.dates, parts.excludedDates);
    }

    private void add(String name, String value) {
        switch (name) {
            case "RRULE" -> rules.add(rule(value));
            case "EXRULE" -> excludedRules.add(rule(value));
            case "RDATE" -> times(value).forEach(dates::add);
            case "EXDATE" -> times(value).forEach(excludedDates::add);
            default ->
                throw new InvalidSchedule(
                        "'" + name + "' is no line of a recurrence; RRULE, EXRULE, RDATE, EXDATE" + " and DTSTART are");
        }
    }

    private static RecurrenceRule rule(String value) {
        try {
            String floating = UNTIL.matcher(value).replaceAll(match -> "UNTIL=" + STAMP.format(time(match.group(1))));
            return new RecurrenceRule(floating, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException e) {
            throw new InvalidSchedule("'" + value + "' is no recurrence rule: " + e.getMessage(), e);
        }
    }

    private static Stream<LocalDateTime> times(String value) {
        return Stream.of(value.split(",")).map(RecurrenceText::time);
    }

    private static LocalDateTime time(String value) {
        try {
            String bare = value.endsWith("Z") ? value.substring(0, value.length() - 1) : value;
            return bare.contains("T")
                    ? LocalDateTime.parse(bare, STAMP)
                    : LocalDate.parse(bare, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay();
        } catch (DateTimeException e) {
            throw new InvalidSchedule("'" + value + "' is no time; write it as 20260131T093000", e);
        }
    }

    static DateTime toDateTime(LocalDateTime time) {
        return new DateTime(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    static LocalDateTime toLocal(DateTime time) {
        return LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds());
    }

    static <T> List<T> concat(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
