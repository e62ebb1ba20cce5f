package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Table {@code deployment_schedules}, and the runs that schedules planned and nobody started. */
@ApplicationScoped
class ScheduleRepository {
    private static final String INSERT =
            "insert into deployment_schedules (id, workspace, deployment_id, slug, identity,"
                    + " schedule, active, max_scheduled_runs, parameters, created, updated)"
                    + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";
    private static final String UPDATE = "update deployment_schedules set slug = $4, identity = $5, schedule = $6,"
            + " active = $7, max_scheduled_runs = $8, parameters = $9, updated = $10, planned_until = null"
            + " where id = $1 and workspace = $2 and deployment_id = $3";
    private static final String PLANNED = " and auto_scheduled and state_type = 'SCHEDULED' and run_count = 0"
            + " and state_name <> 'AwaitingConcurrencySlot'";
    /** Planned runs are what the deployment says at their time, so they follow its changes. */
    private static final String REFRESH = "update flow_runs r set parameters = d.parameters || s.parameters,"
            + " tags = array['auto-scheduled'] || d.tags, work_queue_id = d.work_queue_id,"
            + " deployment_version = d.version, updated = d.updated"
            + " from deployment_schedules s join deployments d on d.id = s.deployment_id"
            + " where r.schedule_id = s.id and d.workspace = $1 and d.id = $2 and r.auto_scheduled"
            + " and r.state_type = 'SCHEDULED' and r.run_count = 0";

    /** The schedules of deployments, in the order of their making. */
    Uni<List<DeploymentSchedule>> of(SqlClient client, UUID... deploymentIds) {
        return client.preparedQuery(
                        "select * from deployment_schedules where deployment_id = any($1) order by created, id")
                .execute(Tuple.tuple().addArrayOfUUID(deploymentIds))
                .map(Listing.each(ScheduleRepository::read));
    }

    Uni<Void> change(SqlConnection tx, Deployment deployment, ScheduleChange change) {
        return remove(tx, deployment, change.removed())
                .chain(() -> batch(tx, deployment, UPDATE, change.redefined()))
                .chain(() -> unplan(tx, ids(change.redefined())))
                .chain(() -> batch(tx, deployment, INSERT, change.added()));
    }

    private static Uni<Void> batch(
            SqlConnection tx, Deployment deployment, String sql, List<DeploymentSchedule> schedules) {
        return schedules.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(sql)
                        .executeBatch(schedules.stream()
                                .map(schedule -> values(deployment, schedule))
                                .toList())
                        .replaceWithVoid();
    }

    /** Rows first: whoever plans one of them is waited for, so that its runs are seen, too. */
    private Uni<Void> remove(SqlConnection tx, Deployment deployment, List<UUID> ids) {
        var removed = ids.toArray(UUID[]::new);
        return removed.length == 0
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("delete from deployment_schedules where workspace = $1 and id = any($2)")
                        .execute(Tuple.tuple().addString(deployment.workspace()).addArrayOfUUID(removed))
                        .chain(() -> unplan(tx, removed));
    }

    private static Uni<Void> unplan(SqlConnection tx, UUID... scheduleIds) {
        return scheduleIds.length == 0
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("delete from flow_runs where schedule_id = any($1)" + PLANNED)
                        .execute(Tuple.tuple().addArrayOfUUID(scheduleIds))
                        .replaceWithVoid();
    }

    /** Removes every planned run of the deployment; planning starts afresh when it may. */
    Uni<Void> unplanAll(SqlConnection tx, Deployment deployment) {
        var key = Tuple.of(deployment.workspace(), deployment.id());
        return tx.preparedQuery("update deployment_schedules set planned_until = null"
                        + " where workspace = $1 and deployment_id = $2")
                .execute(key)
                .chain(() -> tx.preparedQuery(
                                "delete from flow_runs where workspace = $1 and deployment_id = $2" + PLANNED)
                        .execute(key))
                .replaceWithVoid();
    }

    /** Removes every run of the deployment that was not started, whoever asked for it. */
    Uni<Void> removeScheduledRuns(SqlConnection tx, Deployment deployment) {
        return tx.preparedQuery(
                        "delete from flow_runs where workspace = $1 and deployment_id = $2 and state_type = 'SCHEDULED'")
                .execute(Tuple.of(deployment.workspace(), deployment.id()))
                .replaceWithVoid();
    }

    /** Lets planned runs follow a change of their deployment. */
    Uni<Void> refresh(SqlConnection tx, Deployment deployment) {
        return tx.preparedQuery(REFRESH)
                .execute(Tuple.of(deployment.workspace(), deployment.id()))
                .replaceWithVoid();
    }

    private static UUID[] ids(List<DeploymentSchedule> schedules) {
        return schedules.stream().map(DeploymentSchedule::id).toArray(UUID[]::new);
    }

    private static Tuple values(Deployment deployment, DeploymentSchedule schedule) {
        Instant now = schedule.updated();
        return Tuple.tuple()
                .addUUID(schedule.id())
                .addString(deployment.workspace())
                .addUUID(deployment.id())
                .addString(schedule.slug())
                .addString(schedule.identity())
                .addJsonObject(schedule.schedule())
                .addBoolean(schedule.active())
                .addInteger(schedule.maxScheduledRuns())
                .addJsonObject(schedule.parameters())
                .addOffsetDateTime(WireTimes.column(now));
    }

    private static DeploymentSchedule read(Row row) {
        return new DeploymentSchedule(
                row.getUUID("id"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getUUID("deployment_id"),
                row.getJsonObject("schedule"),
                row.getBoolean("active"),
                row.getInteger("max_scheduled_runs"),
                row.getJsonObject("parameters"),
                row.getString("slug"),
                row.getString("identity"));
    }
}
