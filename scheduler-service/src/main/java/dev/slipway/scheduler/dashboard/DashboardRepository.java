package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.history.Estimates;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the console's pages count and list. */
@ApplicationScoped
class DashboardRepository {
    private static final int MOST_POINTS = 1_000;

    private static final String NEXT_RUNS = """
            select distinct on (r.flow_id) r.id, r.flow_id, r.name, r.state_name, r.state_type, r.next_scheduled_start_time
            from flow_runs r
            where r.workspace = $1 and r.flow_id = any($2) and r.state_type = 'SCHEDULED'
                and r.next_scheduled_start_time is not null
            order by r.flow_id, r.next_scheduled_start_time""";

    /** Task runs that stand for subflows are not counted: the subflow is. */
    private static final String TASK_RUNS = """
            select t.flow_run_id as id, count(*) as number from task_runs t
            where t.workspace = $1 and t.flow_run_id = any($2)
                and not exists (select from flow_runs c where c.parent_task_run_id = t.id)
            group by 1""";

    private static final String DEPLOYMENTS =
            "select d.flow_id as id, count(*) as number from deployments d where d.workspace = $1 and d.flow_id = any($2) group by 1";

    private final Pool pool;

    DashboardRepository(Pool pool) {
        this.pool = pool;
    }

    /** The run of a flow that starts next. */
    record NextRun(
            UUID id, UUID flowId, String name, String stateName, String stateType, Instant nextScheduledStartTime) {}

    /**
     * A run as a point of a plot.
     *
     * @param timestamp its start, or when it should start
     * @param duration seconds that it has run
     * @param lateness seconds
     */
    record RunPoint(UUID id, String stateType, Instant timestamp, double duration, double lateness) {}

    Uni<Map<UUID, Long>> taskRunsPerFlowRun(String workspace, IdList flowRuns) {
        return counts(TASK_RUNS, workspace, flowRuns);
    }

    Uni<Map<UUID, Long>> deploymentsPerFlow(String workspace, IdList flows) {
        return counts(DEPLOYMENTS, workspace, flows);
    }

    Uni<Map<UUID, NextRun>> nextRuns(String workspace, IdList flows) {
        return pool.preparedQuery(NEXT_RUNS)
                .execute(Tuple.of(workspace, flows.array()))
                .map(rows -> {
                    var next = new HashMap<UUID, NextRun>();
                    rows.forEach(row -> next.put(row.getUUID("flow_id"), nextRun(row)));
                    return next;
                });
    }

    Uni<List<RunPoint>> points(ListQuery query, @Nullable JsonObject body) {
        var estimates = Estimates.of(Target.FLOW_RUNS.alias(), query.bindings().bindNow());
        var sql = "select r.id, r.state_type, coalesce(r.start_time, r.expected_start_time) as at, "
                + estimates.runTime() + " as duration, " + estimates.lateness() + " as lateness" + query.fromWhere()
                + " and r.state_type is not null and coalesce(r.start_time, r.expected_start_time) is not null"
                + query.page(body, "EXPECTED_START_TIME_DESC", MOST_POINTS);
        return pool.preparedQuery(sql).execute(query.bindings().values()).map(Listing.each(DashboardRepository::point));
    }

    Uni<Map<String, Long>> taskRunsPerState(ListQuery query) {
        return pool.preparedQuery("select t.state_type, count(*) as number" + query.fromWhere()
                        + " and t.state_type is not null group by 1")
                .execute(query.bindings().values())
                .map(rows -> {
                    var counts = new HashMap<String, Long>();
                    rows.forEach(row -> counts.put(row.getString("state_type"), row.getLong("number")));
                    return counts;
                });
    }

    /** The name of the flow run that a task run belongs to. */
    Uni<Optional<String>> flowRunName(String workspace, UUID taskRunId) {
        return pool.preparedQuery("select r.name from task_runs t join flow_runs r on r.id = t.flow_run_id"
                        + " where t.workspace = $1 and t.id = $2")
                .execute(Tuple.of(workspace, taskRunId))
                .map(rows -> Listing.each(row -> row.getString("name")).apply(rows).stream()
                        .findFirst());
    }

    private Uni<Map<UUID, Long>> counts(String sql, String workspace, IdList ids) {
        return pool.preparedQuery(sql).execute(Tuple.of(workspace, ids.array())).map(rows -> {
            var counts = new HashMap<UUID, Long>();
            rows.forEach(row -> counts.put(row.getUUID("id"), row.getLong("number")));
            return counts;
        });
    }

    private static NextRun nextRun(Row row) {
        return new NextRun(
                row.getUUID("id"),
                row.getUUID("flow_id"),
                row.getString("name"),
                row.getString("state_name"),
                row.getString("state_type"),
                row.getOffsetDateTime("next_scheduled_start_time").toInstant());
    }

    private static RunPoint point(Row row) {
        return new RunPoint(
                row.getUUID("id"),
                row.getString("state_type"),
                row.getOffsetDateTime("at").toInstant(),
                row.getDouble("duration"),
                row.getDouble("lateness"));
    }
}
