package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How a task run looks after it entered a state that the server, not its client, decided on. */
final class TaskRunProgress {
    private TaskRunProgress() {}

    /** The task run in {@code proposed}, whose time is moved behind that of the state before. */
    static TaskRun entered(TaskRun run, State proposed) {
        State state = bound(run, proposed);
        var row = TaskRunReport.putState(TaskRunJson.row(run), state);
        row.put("updated", WireTimes.format(state.timestamp()));
        addTimes(row, run, state);
        if (run.stateType() == StateType.RUNNING && run.stateTimestamp() != null) {
            double ran = TaskRun.seconds(run.stateTimestamp(), state.timestamp());
            row.put("total_run_time", run.totalRunTime() + ran);
        }
        if (state.type() == StateType.RUNNING) {
            row.put("run_count", run.runCount() + 1);
        }
        return TaskRunJson.read(row);
    }

    /** Whoever leaves the end begins to count anew: all its retries are there again. */
    static TaskRun restarted(TaskRun run, StateType next) {
        boolean leavesEnd = run.stateType() != null && run.stateType().isTerminal() && !next.isTerminal();
        return leavesEnd ? TaskRunJson.read(TaskRunJson.row(run).put("run_count", 0)) : run;
    }

    private static void addTimes(JsonObject row, TaskRun run, State state) {
        Instant scheduled = state.stateDetails().scheduledTime();
        Instant entered = state.timestamp();
        if (run.expectedStartTime() == null) {
            put(row, "expected_start_time", scheduled == null ? entered : scheduled);
        }
        put(row, "next_scheduled_start_time", state.type() == StateType.SCHEDULED ? scheduled : null);
        if (run.startTime() == null && (state.type() == StateType.RUNNING || state.isTerminal())) {
            put(row, "start_time", entered);
        }
        put(row, "end_time", state.isTerminal() ? entered : null);
    }

    private static void put(JsonObject row, String column, @Nullable Instant time) {
        row.put(column, time == null ? null : WireTimes.format(time));
    }

    private static State bound(TaskRun run, State proposed) {
        Instant before = run.stateTimestamp();
        Instant time = before == null || proposed.timestamp().isAfter(before)
                ? proposed.timestamp()
                : before.plus(1, ChronoUnit.MICROS);
        var details = WireJson.object(proposed.stateDetails())
                .put("task_run_id", run.id().toString())
                .put(
                        "flow_run_id",
                        run.flowRunId() == null ? null : run.flowRunId().toString());
        return proposed.withTimestamp(time).withDetails(WireJson.read(details, StateDetails.class));
    }
}
