package dev.slipway.scheduler.retention;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Removes runs and what belongs to them; what another replica has locked is left to it. */
@ApplicationScoped
class OldRunRepository {
    private static final String ENDED =
            "state_type in ('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED') and end_time < $1";

    /** A subflow goes after the flow that called it. */
    private static final String FLOW_RUNS = "select r.id from flow_runs r where r." + ENDED + """
             and not exists (select from task_runs t where t.id = r.parent_task_run_id)
            order by r.end_time limit $2 for update skip locked
            """;

    private static final String TASK_RUNS =
            "select t.id from task_runs t where t.flow_run_id is null and t." + ENDED + """
             and not exists (select from flow_runs r where r.parent_task_run_id = t.id)
            order by t.end_time limit $2 for update skip locked
            """;

    /** The newest that is left becomes the latest of its key; if there is none, the key is gone. */
    private static final String ARTIFACTS = """
            with gone as (delete from artifacts where %s = any($1) returning id, workspace, key),
            keys as (
                select c.id, (
                    select a.id from artifacts a
                    where a.workspace = c.workspace and a.key = c.key and a.id not in (select id from gone)
                    order by a.created desc, a.id desc limit 1) as successor
                from artifact_collections c where c.latest_id in (select id from gone)),
            moved as (
                update artifact_collections c set latest_id = k.successor, updated = $2 from keys k
                where c.id = k.id and k.successor is not null),
            dropped as (
                delete from artifact_collections c using keys k where c.id = k.id and k.successor is null)
            select count(*) from gone
            """;

    private static final String LOGS = """
            with old as (select timestamp, id from logs where %s = any($1) limit $2)
            delete from logs l using old where l.timestamp = old.timestamp and l.id = old.id
            """;

    /** Removes at most so many flow runs that ended before; answers which. */
    Uni<List<UUID>> removeFlowRuns(SqlConnection tx, Instant before, int count, Instant now) {
        return ids(tx, FLOW_RUNS, before, count)
                .call(ids -> run(tx, "delete from concurrency_leases where holder_id = any($1)", Tuple.of(array(ids))))
                .call(ids -> artifacts(tx, "flow_run_id", ids, now))
                .call(ids -> run(tx, "delete from flow_runs where id = any($1)", Tuple.of(array(ids))));
    }

    /** The same for task runs outside of flows. */
    Uni<List<UUID>> removeTaskRuns(SqlConnection tx, Instant before, int count, Instant now) {
        return ids(tx, TASK_RUNS, before, count)
                .call(ids -> artifacts(tx, "task_run_id", ids, now))
                .call(ids -> run(tx, "delete from task_runs where id = any($1)", Tuple.of(array(ids))));
    }

    /**
     * Removes at most so many log lines of removed runs; answers how many.
     *
     * @param column {@code flow_run_id} or {@code task_run_id}
     */
    Uni<Integer> removeLogs(SqlConnection tx, String column, List<UUID> runs, int count) {
        return tx.preparedQuery(LOGS.formatted(column))
                .execute(Tuple.of(array(runs), count))
                .map(deleted -> deleted.rowCount());
    }

    private static Uni<Void> artifacts(SqlConnection tx, String column, List<UUID> runs, Instant now) {
        return run(tx, ARTIFACTS.formatted(column), Tuple.of(array(runs), WireTimes.column(now)));
    }

    private static Uni<List<UUID>> ids(SqlConnection tx, String sql, Instant before, int count) {
        return tx.preparedQuery(sql)
                .execute(Tuple.of(WireTimes.column(before), count))
                .map(Listing.each(row -> row.getUUID("id")));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple parameters) {
        return tx.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }

    private static UUID[] array(List<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
