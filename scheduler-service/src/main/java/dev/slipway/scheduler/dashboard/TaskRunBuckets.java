package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The intervals of equal length into which ended task runs are sorted by their start.
 *
 * @param filter the body, asking for ended ones only
 */
record TaskRunBuckets(JsonObject filter, Instant start, Instant end) {
    static final int NUMBER = 20;

    private static final JsonObject ENDED = new JsonObject()
            .put(
                    "type",
                    new JsonObject()
                            .put(
                                    "any_",
                                    new JsonArray()
                                            .add("COMPLETED")
                                            .add("CANCELLED")
                                            .add("FAILED")
                                            .add("CRASHED")));

    /** From whole minute to whole minute. */
    static TaskRunBuckets of(@Nullable JsonObject body, Instant now) {
        if (body == null
                || !(body.getValue("task_runs") instanceof JsonObject asked)
                || !(asked.getValue("start_time") instanceof JsonObject started)
                || started.getValue("after_") == null) {
            throw ApiProblem.invalid("task_runs.start_time.after_ is required");
        }
        var start = time(started, "after_").truncatedTo(ChronoUnit.MINUTES);
        var end = (started.getValue("before_") == null ? now : time(started, "before_"))
                .truncatedTo(ChronoUnit.MINUTES)
                .plus(1, ChronoUnit.MINUTES);
        if (!start.isBefore(end)) {
            throw ApiProblem.invalid("task_runs.start_time.after_ must be before task_runs.start_time.before_");
        }
        return new TaskRunBuckets(body.copy().put("task_runs", asked.copy().put("state", ENDED)), start, end);
    }

    double secondsEach() {
        return Duration.between(start, end).toMillis() / 1000.0 / NUMBER;
    }

    private static Instant time(JsonObject started, String field) {
        try {
            return WireTimes.parse(String.valueOf(started.getValue(field)));
        } catch (DateTimeException e) {
            throw ApiProblem.invalid("task_runs.start_time." + field + ": a time is needed");
        }
    }
}
