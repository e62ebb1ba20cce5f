package dev.slipway.scheduler.deployment;

import dev.slipway.contracts.deployment.v1.DeploymentRegistered.FormerOwner;
import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code deployment_versions}. */
@ApplicationScoped
class DeploymentVersionRepository {
    private static final int KEPT = 100;
    private static final String COLUMNS =
            "deployment_id, number, flow_name, deployment_name, definition, build_id, project, ref, commit, image,"
                    + " rollback_of, took_over_project, took_over_ref, promoted_deployment, promoted_number,"
                    + " correlation_id, created";
    private static final String PLACE = "select q.name as queue, p.name as pool from work_queues q"
            + " join work_pools p on p.id = q.work_pool_id where q.id = $1";
    private static final String LAST =
            "select coalesce(max(number), 0)::int as number from deployment_versions where deployment_id = $1";
    private static final String IS_LAST = "select 1 from deployment_versions where deployment_id = $1 and number = $2"
            + " and definition = $3 and build_id is not distinct from $4::uuid";
    private static final String INSERT = "insert into deployment_versions (workspace, " + COLUMNS + ")"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    private static final String TIDY = "delete from deployment_versions where deployment_id = $1 and number <= $2";
    private static final String LIST = "select " + COLUMNS
            + " from deployment_versions where workspace = $1 and deployment_id = $2 order by number desc";
    private static final String ONE = "select " + COLUMNS
            + " from deployment_versions where workspace = $1 and deployment_id = $2 and number = $3";

    /** Pool and queue by name; empty if there is no queue. */
    Uni<Optional<Place>> place(SqlConnection tx, @Nullable UUID queueId) {
        return tx.preparedQuery(PLACE).execute(Tuple.of(queueId)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new Place(row.getString("pool"), row.getString("queue"))));
    }

    /** Where runs go. */
    record Place(String pool, String queue) {}

    /** 0 if there is none. */
    Uni<Integer> last(SqlConnection tx, UUID deploymentId) {
        return tx.preparedQuery(LAST)
                .execute(Tuple.of(deploymentId))
                .map(rows -> rows.iterator().next().getInteger("number"));
    }

    /** Whether the version says just that; numbers are compared as the database does. */
    Uni<Boolean> says(SqlConnection tx, UUID deploymentId, int number, JsonObject definition, @Nullable UUID buildId) {
        return tx.preparedQuery(IS_LAST)
                .execute(Tuple.of(deploymentId, number, definition, buildId))
                .map(rows -> rows.size() == 1);
    }

    /** Adds the newest; those that are old by far go. */
    Uni<Void> add(SqlConnection tx, String workspace, DeploymentVersion version) {
        var origin = version.origin();
        return tx.preparedQuery(INSERT)
                .execute(Tuple.from(new @Nullable Object[] {
                    workspace,
                    version.deploymentId(),
                    version.number(),
                    version.flowName(),
                    version.deploymentName(),
                    version.definition(),
                    origin.buildId(),
                    origin.project(),
                    origin.ref(),
                    origin.commit(),
                    version.image(),
                    origin.rollbackOf(),
                    origin.tookOver() == null ? null : origin.tookOver().project(),
                    origin.tookOver() == null ? null : origin.tookOver().ref(),
                    origin.promoted() == null ? null : origin.promoted().deployment(),
                    origin.promoted() == null ? null : origin.promoted().number(),
                    version.correlationId(),
                    WireTimes.column(version.created())
                }))
                .chain(() -> tx.preparedQuery(TIDY).execute(Tuple.of(version.deploymentId(), version.number() - KEPT)))
                .replaceWithVoid();
    }

    /** Newest first. */
    Uni<List<DeploymentVersion>> of(SqlClient client, String workspace, UUID deploymentId) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(workspace, deploymentId))
                .map(rows ->
                        rows.stream().map(DeploymentVersionRepository::read).toList());
    }

    Uni<Optional<DeploymentVersion>> newest(SqlConnection tx, String workspace, UUID deploymentId) {
        return tx.preparedQuery(LIST + " limit 1")
                .execute(Tuple.of(workspace, deploymentId))
                .map(rows -> rows.stream().findFirst().map(DeploymentVersionRepository::read));
    }

    Uni<Optional<DeploymentVersion>> find(SqlConnection tx, String workspace, UUID deploymentId, int number) {
        return tx.preparedQuery(ONE)
                .execute(Tuple.of(workspace, deploymentId, number))
                .map(rows -> rows.stream().findFirst().map(DeploymentVersionRepository::read));
    }

    private static DeploymentVersion read(Row row) {
        return new DeploymentVersion(
                row.getUUID("deployment_id"),
                row.getInteger("number"),
                row.getString("flow_name"),
                row.getString("deployment_name"),
                row.getJsonObject("definition"),
                new Origin(
                        row.getUUID("build_id"),
                        row.getString("project"),
                        row.getString("ref"),
                        row.getString("commit"),
                        row.getInteger("rollback_of"),
                        formerOwner(row),
                        promoted(row)),
                row.getString("image"),
                row.getString("correlation_id"),
                row.getOffsetDateTime("created").toInstant());
    }

    private static Origin.@Nullable Promoted promoted(Row row) {
        String deployment = row.getString("promoted_deployment");
        return deployment == null ? null : new Origin.Promoted(deployment, row.getInteger("promoted_number"));
    }

    private static @Nullable FormerOwner formerOwner(Row row) {
        String project = row.getString("took_over_project");
        return project == null ? null : new FormerOwner(project, row.getString("took_over_ref"));
    }
}
