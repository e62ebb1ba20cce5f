package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.state.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** {@link TaskRun} ⇄ JSON, as rows and as clients read it. */
final class TaskRunJson {
    private static final Map<String, Supplier<Object>> DEFAULTS = Map.of(
            "empirical_policy", JsonObject::new,
            "labels", JsonObject::new,
            "task_inputs", JsonObject::new,
            "tags", JsonArray::new);

    private static final JsonObject NO_RETRIES = new JsonObject()
            .put("max_retries", 0)
            .put("retry_delay_seconds", 0.0)
            .put("retries", null)
            .put("retry_delay", null)
            .put("retry_jitter_factor", null);

    private TaskRunJson() {}

    /** Reads a row, or what a client sent; lists and objects may be missing. */
    static TaskRun read(JsonObject json) {
        var complete = json.copy();
        DEFAULTS.forEach((name, value) -> {
            if (complete.getValue(name) == null) {
                complete.put(name, value.get());
            }
        });
        return WireJson.read(complete, TaskRun.class);
    }

    static JsonObject row(TaskRun run) {
        return WireJson.object(run);
    }

    static JsonObject stateRow(TaskRun run, State state) {
        var row = WireJson.object(state);
        row.put("workspace", run.workspace()).put("task_run_id", run.id().toString());
        return row;
    }

    /** What clients read. */
    static JsonObject view(TaskRun run, Instant now) {
        var view = row(run).put("estimated_run_time", run.estimatedRunTime(now))
                .put("estimated_start_time_delta", run.estimatedStartTimeDelta(now))
                .put("empirical_policy", NO_RETRIES.copy().mergeIn(run.empiricalPolicy()));
        view.remove("workspace");
        view.remove("state_timestamp");
        return view;
    }
}
