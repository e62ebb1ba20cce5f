package dev.slipway.scheduler.schedule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a cron expression with what may stand in them. */
enum CronColumn {
    MINUTE(0, 59, List.of()),
    HOUR(0, 23, List.of()),
    DAY(1, 31, List.of()),
    MONTH(1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    WEEKDAY(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")),
    SECOND(0, 59, List.of()),
    YEAR(1970, 2099, List.of());

    private static final Map<Integer, Integer> WEEKDAY_ALIASES = Map.of(7, 0);

    private final int first;
    private final int last;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    CronColumn(int first, int last, List<String> names) {
        this.first = first;
        this.last = last;
        this.names = names;
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    /** The value that a number or a name stands for; null if the text is neither. */
    @Nullable
    Integer read(String text) {
        int named = names.indexOf(text);
        if (named >= 0) {
            return named + first;
        }
        return number(text);
    }

    private @Nullable Integer number(String text) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(Character::isDigit)) {
            return null;
        }
        int value = Integer.parseInt(text);
        return this == WEEKDAY ? WEEKDAY_ALIASES.getOrDefault(value, value) : value;
    }
}
