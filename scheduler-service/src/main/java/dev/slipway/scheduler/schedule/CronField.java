package dev.slipway.scheduler.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One column of a cron expression, expanded.
 *
 * @param values the plain values, and those with an occurrence
 * @param nths weekdays that count only at an occurrence within the month
 * @param hasLast {@code L} stood in the day column
 * @param isAny no restriction
 */
record CronField(CronColumn column, NavigableSet<Integer> values, Set<Nth> nths, boolean hasLast, boolean isAny) {
    /** As an occurrence: the last of the month. */
    static final int LAST = -1;

    private static final Pattern NTH = Pattern.compile("([a-z]{3}-[a-z]{3}|\\w+)#(\\d+)");
    private static final Pattern LAST_WEEKDAY = Pattern.compile("l(\\d+)");
    private static final Pattern RANGE = Pattern.compile("([^-]+)-([^-/]+)(?:/(\\d{1,4}))?");
    private static final Pattern STEP = Pattern.compile("(.+)/(.+)");

    /** A weekday at an occurrence, from 1, or {@link #LAST}. */
    record Nth(int weekday, int occurrence) {}

    static CronField parse(CronColumn column, String text) {
        if (text.equals("*") || (text.equals("?") && isDayColumn(column))) {
            return any(column);
        }
        var values = new TreeSet<Integer>();
        Set<Nth> nths = new HashSet<>();
        boolean hasLast = false;
        for (String part : text.split(",", -1)) {
            if (part.equals("*")) {
                return any(column);
            } else if (part.equals("l") && column == CronColumn.DAY) {
                hasLast = true;
            } else if (!addNth(column, part, nths)) {
                values.addAll(expand(column, part));
            }
        }
        rejectMixture(text, values, nths);
        return new CronField(column, values, Set.copyOf(nths), hasLast, false);
    }

    private static boolean isDayColumn(CronColumn column) {
        return column == CronColumn.DAY || column == CronColumn.WEEKDAY;
    }

    private static CronField any(CronColumn column) {
        var all = new TreeSet<>(range(column.first(), column.last(), 1));
        return new CronField(column, all, Set.of(), false, true);
    }

    private static boolean addNth(CronColumn column, String part, Set<Nth> nths) {
        Matcher nth = NTH.matcher(part);
        Matcher last = LAST_WEEKDAY.matcher(part);
        if (column != CronColumn.WEEKDAY) {
            return false;
        } else if (nth.matches()) {
            int occurrence = nth.group(2).length() == 1 ? Integer.parseInt(nth.group(2)) : 0;
            if (occurrence < 1 || occurrence > 5) {
                throw new InvalidSchedule("'" + part + "': a month has one to five of a weekday");
            }
            expand(column, nth.group(1)).forEach(weekday -> nths.add(new Nth(weekday, occurrence)));
            return true;
        } else if (last.matches()) {
            expand(column, last.group(1)).forEach(weekday -> nths.add(new Nth(weekday, LAST)));
            return true;
        }
        return false;
    }

    private static void rejectMixture(String text, Set<Integer> values, Set<Nth> nths) {
        boolean plainBesides = values.stream().anyMatch(value -> nths.stream().noneMatch(n -> n.weekday() == value));
        if (!nths.isEmpty() && plainBesides && values.size() < 7) {
            throw new InvalidSchedule("'" + text + "' mixes weekdays with occurrences of weekdays");
        }
    }

    private static List<Integer> expand(CronColumn column, String part) {
        String last = String.valueOf(column.last());
        String whole = part.startsWith("*/") ? column.first() + "-" + last + part.substring(1) : part;
        Matcher range = RANGE.matcher(whole);
        Matcher step = STEP.matcher(whole);
        if (!range.matches() && step.matches()) {
            whole = step.group(1) + "-" + last + "/" + step.group(2);
            range = RANGE.matcher(whole);
        }
        return range.matches() ? expandRange(column, part, range) : List.of(value(column, part, part));
    }

    private static List<Integer> expandRange(CronColumn column, String part, Matcher range) {
        boolean toLast = column == CronColumn.DAY && range.group(2).equals("l");
        int low = value(column, part, range.group(1));
        int high = toLast ? column.last() : value(column, part, range.group(2));
        int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
        if (step < 1) {
            throw new InvalidSchedule("'" + part + "': a step has to be at least 1");
        }
        if (low == high) {
            return range(column.first(), column.last(), step);
        }
        return low < high ? range(low, high, step) : wrapped(column, low, high, step);
    }

    /** From {@code low} over the end of the column to {@code high}; the step carries over the end as croniter has it. */
    private static List<Integer> wrapped(CronColumn column, int low, int high, int step) {
        List<Integer> values = new ArrayList<>(range(low, column.last(), step));
        int size = column.last() - column.first() + 1;
        int lastTaken = values.getLast();
        int left = column.last() - lastTaken;
        int skip = lastTaken - column.first() + step > size && left < step ? step - left : 0;
        values.addAll(range(column.first() + skip, high, step));
        return values;
    }

    private static List<Integer> range(int low, int high, int step) {
        List<Integer> values = new ArrayList<>();
        for (int value = low; value <= high; value += step) {
            values.add(value);
        }
        return values;
    }

    private static int value(CronColumn column, String part, String text) {
        Integer value = column.read(text);
        if (value == null || value < column.first() || value > column.last()) {
            throw new InvalidSchedule("'" + part + "' is no " + name(column) + " between " + column.first() + " and "
                    + column.last() + (text.equals(part) ? "" : " ('" + text + "')"));
        }
        return value;
    }

    private static String name(CronColumn column) {
        return column.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** A column that lists every value is no restriction if the other day column has a star; without one it stays one. */
    CronField orAnyIf(boolean otherHasStar) {
        int size = column.last() - column.first() + 1;
        return otherHasStar && nths.isEmpty() && values.size() == size ? any(column) : this;
    }

    boolean has(int value) {
        return values.contains(value);
    }

    boolean hasPlain(int weekday) {
        return values.contains(weekday) && nths.stream().noneMatch(nth -> nth.weekday() == weekday);
    }

    boolean hasNth(int weekday, int occurrence) {
        return nths.contains(new Nth(weekday, occurrence));
    }
}
