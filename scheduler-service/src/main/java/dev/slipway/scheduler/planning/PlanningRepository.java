package dev.slipway.scheduler.planning;

import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Schedules to plan, and what became obsolete. */
@ApplicationScoped
class PlanningRepository {
    private static final String CANDIDATES = """
            select s.id from deployment_schedules s join deployments d on d.id = s.deployment_id
            where s.active and not d.paused
                and (s.planned_until is null or s.plan_again_at is null or s.plan_again_at <= $1)
            order by s.planned_until nulls first limit $2
            """;

    private static final String SELECT = """
            select s.id, s.workspace, s.slug, s.identity, s.schedule, s.parameters, s.planned_until,
                d.id as deployment_id, d.name as deployment_name, d.flow_id, f.name as flow_name, d.version,
                d.work_queue_id, d.parameters as deployment_parameters, d.tags, d.labels
            from deployment_schedules s
            join deployments d on d.id = s.deployment_id
            join flows f on f.id = d.flow_id
            where s.active and not d.paused and\s""";

    /**
     * Two replicas don't plan the same schedule at once. Planned runs refer to their deployment: who changes that locks it first
     * and its schedules afterwards, so it must not be waited for with a schedule in hand.
     */
    private static final String LOCK = SELECT + "s.id = $1 for update of s skip locked for key share of d skip locked";

    private static final String LOCK_DEPLOYMENT =
            "select id from deployments where workspace = $1 and id = $2 for key share";
    private static final String OF_DEPLOYMENT =
            SELECT + "s.workspace = $1 and s.deployment_id = $2 order by s.id for update of s";

    private static final String PLANNED =
            "update deployment_schedules set planned_until = $2, plan_again_at = $3 where id = $1";

    /** What was planned by an older text of the schedule or the deployment. */
    private static final String OUTDATED = """
            delete from flow_runs where id in (
                select id from flow_runs r
                where r.schedule_id = $1 and r.auto_scheduled and r.state_type = 'SCHEDULED'
                    and r.next_scheduled_start_time > $2 and r.attempt = 0 and r.run_count = 0
                for update skip locked)
            """;

    /** A slot that has its run already keeps it, under the schedule as it is now. */
    private static final String ADOPT = """
            update flow_runs set schedule_id = $4
            where workspace = $1 and flow_id = $2 and idempotency_key = $3 and auto_scheduled and state_type = 'SCHEDULED'
            """;

    /** Planned runs that never left their first state, of schedules that are gone, inactive or paused with their deployment. */
    private static final String OBSOLETE = """
            delete from flow_runs where id in (
                select r.id from flow_runs r
                left join deployment_schedules s on s.id = r.schedule_id
                left join deployments d on d.id = s.deployment_id
                where r.auto_scheduled and r.state_type = 'SCHEDULED' and r.run_count = 0 and r.attempt = 0
                    and r.state_name in ('Scheduled', 'Late') and r.schedule_id is not null
                    and (s.id is null or not s.active or d.paused)
                for update of r skip locked limit 1000)
            """;

    private static final String FORGET = "update deployment_schedules s set planned_until = null from deployments d"
            + " where d.id = s.deployment_id and s.planned_until is not null and (not s.active or d.paused)";

    private final Pool pool;

    PlanningRepository(Pool pool) {
        this.pool = pool;
    }

    /** Schedules that are to be planned now. */
    Uni<List<UUID>> candidates(Instant now, int count) {
        return pool.preparedQuery(CANDIDATES)
                .execute(Tuple.of(WireTimes.column(now), count))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
    }

    /** The schedule, for this transaction alone; empty if another plans it, or it is not to be planned any more. */
    Uni<Optional<PlannedSchedule>> lock(SqlConnection tx, UUID id) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(PlanningRepository::read).findFirst());
    }

    /** The active schedules of a deployment, for this transaction alone. */
    Uni<List<PlannedSchedule>> ofDeployment(SqlConnection tx, String workspace, UUID deploymentId) {
        return tx.preparedQuery(LOCK_DEPLOYMENT)
                .execute(Tuple.of(workspace, deploymentId))
                .chain(() -> tx.preparedQuery(OF_DEPLOYMENT).execute(Tuple.of(workspace, deploymentId)))
                .map(rows -> rows.stream().map(PlanningRepository::read).toList());
    }

    Uni<Void> planned(SqlConnection tx, UUID id, Horizon.Plan plan) {
        return tx.preparedQuery(PLANNED)
                .execute(Tuple.of(id, WireTimes.column(plan.plannedUntil()), WireTimes.column(plan.again())))
                .replaceWithVoid();
    }

    Uni<Void> removeOutdated(SqlConnection tx, UUID id, Instant now) {
        return tx.preparedQuery(OUTDATED)
                .execute(Tuple.of(id, WireTimes.column(now)))
                .replaceWithVoid();
    }

    Uni<Void> adopt(SqlConnection tx, PlannedSchedule schedule, String key) {
        return tx.preparedQuery(ADOPT)
                .execute(Tuple.of(schedule.workspace(), schedule.deployment().flowId(), key, schedule.id()))
                .replaceWithVoid();
    }

    /** Removes what must not happen any more; answers how many runs that were. */
    Uni<Integer> removeObsolete(SqlConnection tx) {
        return tx.query(OBSOLETE)
                .execute()
                .chain(removed -> tx.query(FORGET).execute().replaceWith(removed.rowCount()));
    }

    private static PlannedSchedule read(Row row) {
        return new PlannedSchedule(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getString("slug"),
                row.getString("identity"),
                row.getJsonObject("schedule"),
                row.getJsonObject("parameters"),
                WireTimes.instant(row.getOffsetDateTime("planned_until")),
                new PlannedSchedule.DeploymentOf(
                        row.getUUID("deployment_id"),
                        row.getString("deployment_name"),
                        row.getUUID("flow_id"),
                        row.getString("flow_name"),
                        row.getString("version"),
                        row.getUUID("work_queue_id"),
                        row.getJsonObject("deployment_parameters"),
                        List.of(row.getArrayOfStrings("tags")),
                        row.getJsonObject("labels")));
    }
}
