package dev.slipway.scheduler.history;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Body that asks for a history.
 *
 * @param intervals how many there are, the last of which may reach beyond the asked end
 */
record HistoryRequest(Instant start, Duration interval, int intervals) {
    private static final int MOST_INTERVALS = 500;

    static HistoryRequest of(JsonObject body) {
        var start = time(body, "history_start");
        var end = time(body, "history_end");
        if (!(body.getValue("history_interval_seconds") instanceof Number seconds)) {
            throw ApiProblem.invalid("history_interval_seconds: a number is needed");
        }
        if (!(seconds.doubleValue() >= 1) || seconds.doubleValue() > Integer.MAX_VALUE) {
            throw ApiProblem.invalid("History interval must not be less than 1 second.");
        }
        var interval = Duration.ofNanos(Math.round(seconds.doubleValue() * 1e9));
        var elapsed = Duration.between(start, end);
        return new HistoryRequest(start, interval, intervals(elapsed, interval));
    }

    Instant end() {
        return startOf(intervals);
    }

    Instant startOf(int index) {
        return start.plus(interval.multipliedBy(index));
    }

    double intervalSeconds() {
        return interval.getSeconds() + interval.getNano() / 1e9;
    }

    private static int intervals(Duration elapsed, Duration interval) {
        if (elapsed.isNegative() || elapsed.isZero()) {
            return 0;
        }
        long whole = elapsed.dividedBy(interval);
        boolean rest = interval.multipliedBy(whole).compareTo(elapsed) < 0;
        return (int) Math.min(rest ? whole + 1 : whole, MOST_INTERVALS);
    }

    private static Instant time(JsonObject body, String field) {
        try {
            return WireTimes.parse(String.valueOf(body.getValue(field)));
        } catch (DateTimeException e) {
            throw ApiProblem.invalid(field + ": a time is needed, as 2026-01-31T12:00:00Z");
        }
    }
}
