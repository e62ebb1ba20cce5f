package dev.slipway.scheduler.flowrun;

import static dev.slipway.scheduler.json.WireTimes.column;
import static dev.slipway.scheduler.json.WireTimes.instant;
import static java.util.Objects.requireNonNull;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateType;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link FlowRun} ⇄ table {@code flow_runs}. */
final class FlowRunRow {
    /** In the order of {@link #values}. */
    static final List<String> COLUMNS = List.of(
            "id",
            "workspace",
            "flow_id",
            "deployment_id",
            "deployment_version",
            "work_queue_id",
            "name",
            "flow_version",
            "parameters",
            "context",
            "empirical_policy",
            "tags",
            "labels",
            "idempotency_key",
            "parent_task_run_id",
            "auto_scheduled",
            "schedule_id",
            "infrastructure_pid",
            "infrastructure_document_id",
            "job_variables",
            "created_by",
            "state_id",
            "state_type",
            "state_name",
            "state_timestamp",
            "state",
            "run_count",
            "expected_start_time",
            "next_scheduled_start_time",
            "start_time",
            "end_time",
            "total_run_time",
            "attempt",
            "dispatched",
            "infrastructure_retries",
            "interrupted_runs",
            "correlation_id",
            "created",
            "updated");

    /** Those that are records here; they travel as text, which is read and written at once. */
    private static final Set<String> RECORDS = Set.of("empirical_policy", "state");

    private FlowRunRow() {}

    /** What {@link #read} needs, over the alias {@code r}. */
    static String selected() {
        return COLUMNS.stream()
                .map(column -> RECORDS.contains(column) ? "r." + column + "::text as " + column : "r." + column)
                .collect(Collectors.joining(", "));
    }

    /** The parameter for a column, in the order of {@link #values}. */
    static String parameter(int index) {
        return "$" + (index + 1) + (RECORDS.contains(COLUMNS.get(index)) ? "::text::jsonb" : "");
    }

    static Tuple values(FlowRun run) {
        var values = Tuple.tuple();
        addWhat(values, run);
        addState(values, run.state());
        addProgress(values, run.progress());
        return values.addString(run.correlationId())
                .addOffsetDateTime(column(run.created()))
                .addOffsetDateTime(column(run.updated()));
    }

    private static void addWhat(Tuple values, FlowRun run) {
        values.addUUID(run.id())
                .addString(run.workspace())
                .addUUID(run.flowId())
                .addUUID(run.deploymentId())
                .addString(run.deploymentVersion())
                .addUUID(run.workQueueId())
                .addString(run.name())
                .addString(run.flowVersion())
                .addJsonObject(run.parameters())
                .addJsonObject(run.context())
                .addString(WireJson.text(run.empiricalPolicy()))
                .addArrayOfString(run.tags().toArray(String[]::new))
                .addJsonObject(run.labels())
                .addString(run.idempotencyKey())
                .addUUID(run.parentTaskRunId())
                .addBoolean(run.autoScheduled())
                .addUUID(run.scheduleId())
                .addString(run.infrastructurePid())
                .addUUID(run.infrastructureDocumentId())
                .addJsonObject(run.jobVariables())
                .addJsonObject(run.createdBy());
    }

    private static void addState(Tuple values, @Nullable State state) {
        if (state == null) {
            values.addUUID(null)
                    .addString(null)
                    .addString(null)
                    .addOffsetDateTime(null)
                    .addString(null);
        } else {
            values.addUUID(state.id())
                    .addString(state.type().name())
                    .addString(state.name())
                    .addOffsetDateTime(column(state.timestamp()))
                    .addString(WireJson.text(state));
        }
    }

    private static void addProgress(Tuple values, RunProgress progress) {
        values.addInteger(progress.runCount())
                .addOffsetDateTime(column(progress.expectedStartTime()))
                .addOffsetDateTime(column(progress.nextScheduledStartTime()))
                .addOffsetDateTime(column(progress.startTime()))
                .addOffsetDateTime(column(progress.endTime()))
                .addDouble(progress.totalRunTime().toNanos() / 1e9)
                .addInteger(progress.attempt())
                .addBoolean(progress.attempts().dispatched())
                .addInteger(progress.attempts().retries())
                .addInteger(progress.attempts().interrupted());
    }

    static FlowRun read(Row row) {
        String state = row.getString("state");
        return new FlowRun(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getUUID("flow_id"),
                row.getUUID("deployment_id"),
                row.getString("deployment_version"),
                row.getUUID("work_queue_id"),
                row.getString("name"),
                row.getString("flow_version"),
                row.getJsonObject("parameters"),
                row.getJsonObject("context"),
                WireJson.read(row.getString("empirical_policy"), EmpiricalPolicy.class),
                List.of(row.getArrayOfStrings("tags")),
                row.getJsonObject("labels"),
                row.getString("idempotency_key"),
                row.getUUID("parent_task_run_id"),
                row.getBoolean("auto_scheduled"),
                row.getUUID("schedule_id"),
                row.getString("infrastructure_pid"),
                row.getUUID("infrastructure_document_id"),
                row.getJsonObject("job_variables"),
                row.getJsonObject("created_by"),
                state == null ? null : WireJson.read(state, State.class),
                progress(row),
                row.getString("correlation_id"),
                requireNonNull(instant(row.getOffsetDateTime("created"))),
                requireNonNull(instant(row.getOffsetDateTime("updated"))));
    }

    static State readState(Row row) {
        return new State(
                row.getUUID("id"),
                StateType.valueOf(row.getString("type")),
                row.getString("name"),
                row.getOffsetDateTime("timestamp").toInstant(),
                row.getString("message"),
                row.getJson("data"),
                WireJson.read(row.getJsonObject("state_details"), StateDetails.class));
    }

    private static RunProgress progress(Row row) {
        return new RunProgress(
                row.getInteger("run_count"),
                instant(row.getOffsetDateTime("expected_start_time")),
                instant(row.getOffsetDateTime("next_scheduled_start_time")),
                instant(row.getOffsetDateTime("start_time")),
                instant(row.getOffsetDateTime("end_time")),
                Duration.ofNanos(Math.round(row.getDouble("total_run_time") * 1e9)),
                new Attempts(
                        row.getInteger("attempt"),
                        row.getBoolean("dispatched"),
                        row.getInteger("infrastructure_retries"),
                        row.getInteger("interrupted_runs")));
    }
}
