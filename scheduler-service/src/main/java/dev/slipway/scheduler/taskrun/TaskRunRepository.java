package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.state.State;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tables {@code task_runs} and {@code task_run_states}; rows travel as JSON, whose names are the columns'. */
@ApplicationScoped
class TaskRunRepository {
    /** What {@link #read} needs, over the alias {@code t}. */
    static final String COLUMNS = "to_jsonb(t) as row";

    private static final List<String> CHANGING = List.of(
            "name",
            "cache_key",
            "cache_expiration",
            "task_version",
            "empirical_policy",
            "tags",
            "labels",
            "task_inputs",
            "state_id",
            "state_type",
            "state_name",
            "state_timestamp",
            "state",
            "run_count",
            "flow_run_run_count",
            "expected_start_time",
            "next_scheduled_start_time",
            "start_time",
            "end_time",
            "total_run_time",
            "updated");

    private static final String INSERT = """
            insert into task_runs select t.*
            from jsonb_populate_recordset(null::task_runs, $1) t
            where t.flow_run_id is null
                or exists (select from flow_runs r where r.id = t.flow_run_id and r.workspace = t.workspace)
            """;
    private static final String UPSERT_NEWER = INSERT + " on conflict (id) do update set "
            + String.join(
                    ", ",
                    CHANGING.stream()
                            .map(column -> column + " = excluded." + column)
                            .toList())
            + " where task_runs.workspace = excluded.workspace and (task_runs.state_timestamp is null"
            + " or task_runs.state_timestamp < excluded.state_timestamp)";
    private static final String INSERT_STATES = """
            insert into task_run_states select s.*
            from jsonb_populate_recordset(null::task_run_states, $1) s
            where exists (select from task_runs t where t.id = s.task_run_id and t.workspace = s.workspace)
            on conflict do nothing
            """;
    private static final String IDS_BY_KEY = """
            select t.id, t.flow_run_id, t.task_key, t.dynamic_key
            from unnest($1::uuid[], $2::text[], $3::text[]) as k (flow_run_id, task_key, dynamic_key)
            join task_runs t using (flow_run_id, task_key, dynamic_key)
            """;

    private final Pool pool;

    TaskRunRepository(Pool pool) {
        this.pool = pool;
    }

    /** The ids under which the task runs of these keys are stored. */
    Uni<Map<TaskRunKey, UUID>> idsByKey(SqlClient client, List<TaskRun> runs) {
        var keys = Tuple.of(
                runs.stream().map(TaskRun::flowRunId).toArray(UUID[]::new),
                runs.stream().map(TaskRun::taskKey).toArray(String[]::new),
                runs.stream().map(TaskRun::dynamicKey).toArray(String[]::new));
        return client.preparedQuery(IDS_BY_KEY).execute(keys).map(rows -> {
            var ids = new HashMap<TaskRunKey, UUID>();
            rows.forEach(row -> ids.put(
                    new TaskRunKey(row.getUUID("flow_run_id"), row.getString("task_key"), row.getString("dynamic_key")),
                    row.getUUID("id")));
            return ids;
        });
    }

    /** Adds task runs, or brings them to the given state if it is newer than theirs; those of unknown flow runs are left out. */
    Uni<Void> upsertNewer(SqlConnection tx, List<TaskRun> runs) {
        return tx.preparedQuery(UPSERT_NEWER)
                .execute(Tuple.of(
                        new JsonArray(runs.stream().map(TaskRunJson::row).toList())))
                .replaceWithVoid();
    }

    /** Adds the state of each to the history of its task run; known ones change nothing. */
    Uni<Void> insertStates(SqlConnection tx, List<TaskRun> runs) {
        var rows = runs.stream()
                .flatMap(
                        run -> Optional.ofNullable(run.state()).stream().map(state -> TaskRunJson.stateRow(run, state)))
                .toList();
        return tx.preparedQuery(INSERT_STATES)
                .execute(Tuple.of(new JsonArray(rows)))
                .replaceWithVoid();
    }

    /** Adds a task run; false if its key or id is taken. */
    Uni<Boolean> insert(SqlConnection tx, TaskRun run) {
        return tx.preparedQuery(INSERT + " on conflict do nothing")
                .execute(Tuple.of(new JsonArray(List.of(TaskRunJson.row(run)))))
                .map(inserted -> inserted.rowCount() == 1);
    }

    Uni<Optional<TaskRun>> find(SqlClient client, String workspace, UUID id) {
        return one(client, "t.id = $2", Tuple.of(workspace, id));
    }

    Uni<Optional<TaskRun>> find(String workspace, UUID id) {
        return find(pool, workspace, id);
    }

    /** The task run, locked until the transaction ends. */
    Uni<Optional<TaskRun>> findForUpdate(SqlConnection tx, String workspace, UUID id) {
        return one(tx, "t.id = $2 for update", Tuple.of(workspace, id));
    }

    /** The flow run's task runs that are not over, locked, in the order of ids. */
    Uni<List<TaskRun>> unfinishedForUpdate(SqlConnection tx, String workspace, UUID flowRunId) {
        return tx.preparedQuery("select " + COLUMNS + " from task_runs t where t.workspace = $1 and t.flow_run_id = $2"
                        + " and (t.state_type is null or t.state_type not in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'))"
                        + " order by t.id for update")
                .execute(Tuple.of(workspace, flowRunId))
                .map(Listing.each(TaskRunRepository::read));
    }

    /** All task runs of a flow run; empty if there is no such flow run. */
    Uni<Optional<List<TaskRun>>> ofFlowRun(String workspace, UUID flowRunId) {
        return pool.preparedQuery(
                        "select " + COLUMNS + " from flow_runs r left join task_runs t on t.flow_run_id = r.id"
                                + " where r.workspace = $1 and r.id = $2 order by t.expected_start_time, t.id")
                .execute(Tuple.of(workspace, flowRunId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(Listing.each(row -> row.getJsonObject("row")).apply(rows).stream()
                                .filter(java.util.Objects::nonNull)
                                .map(TaskRunJson::read)
                                .toList()));
    }

    Uni<Optional<TaskRun>> findByKey(SqlClient client, String workspace, TaskRunKey key) {
        return one(
                client,
                "t.flow_run_id = $2 and t.task_key = $3 and t.dynamic_key = $4",
                Tuple.of(workspace, key.flowRunId(), key.taskKey(), key.dynamicKey()));
    }

    Uni<Boolean> rename(String workspace, UUID id, String name) {
        return changed(
                "update task_runs set name = $3 where workspace = $1 and id = $2", Tuple.of(workspace, id, name));
    }

    Uni<Boolean> delete(String workspace, UUID id) {
        return changed("delete from task_runs where workspace = $1 and id = $2", Tuple.of(workspace, id));
    }

    /** The states that the task run was in, oldest first. */
    Uni<List<State>> states(String workspace, UUID taskRunId) {
        return states("s.task_run_id = $2 order by s.timestamp, s.id", Tuple.of(workspace, taskRunId));
    }

    Uni<Optional<State>> state(String workspace, UUID id) {
        return states("s.id = $2", Tuple.of(workspace, id))
                .map(found -> found.stream().findFirst());
    }

    /** What new task runs of a flow run inherit: its labels and flow. Empty if there is no such flow run. */
    Uni<Optional<JsonObject>> labelsOfFlowRun(SqlClient client, String workspace, UUID flowRunId) {
        return client.preparedQuery(
                        "select r.labels || jsonb_build_object('prefect.flow.id', r.flow_id,"
                                + " 'prefect.flow-run.id', r.id) as labels from flow_runs r where r.workspace = $1 and r.id = $2")
                .execute(Tuple.of(workspace, flowRunId))
                .map(rows -> Listing.each(row -> row.getJsonObject("labels")).apply(rows).stream()
                        .findFirst());
    }

    static TaskRun read(Row row) {
        return TaskRunJson.read(row.getJsonObject("row"));
    }

    private Uni<List<State>> states(String condition, Tuple parameters) {
        return pool.preparedQuery(
                        "select to_jsonb(s) as row from task_run_states s where s.workspace = $1 and " + condition)
                .execute(parameters)
                .map(Listing.each(row -> WireJson.read(row.getJsonObject("row"), State.class)));
    }

    private Uni<Boolean> changed(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(done -> done.rowCount() == 1);
    }

    private static Uni<Optional<TaskRun>> one(SqlClient client, String condition, Tuple parameters) {
        return client.preparedQuery("select " + COLUMNS + " from task_runs t where t.workspace = $1 and " + condition)
                .execute(parameters)
                .map(rows -> Listing.each(TaskRunRepository::read).apply(rows).stream()
                        .findFirst());
    }
}
