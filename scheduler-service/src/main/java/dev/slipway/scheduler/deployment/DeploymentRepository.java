package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Table {@code deployments}. */
@ApplicationScoped
public class DeploymentRepository {
    /** In the order of {@link #values}. */
    private static final List<String> NAMES = List.of(
            "id",
            "workspace",
            "created",
            "updated",
            "flow_id",
            "name",
            "version",
            "description",
            "paused",
            "tags",
            "labels",
            "parameters",
            "parameter_openapi_schema",
            "enforce_parameter_schema",
            "work_queue_id",
            "job_variables",
            "pull_steps",
            "path",
            "entrypoint",
            "storage_document_id",
            "infrastructure_document_id",
            "concurrency_limit",
            "collision_strategy",
            "grace_period_seconds",
            "build_id",
            "created_by",
            "updated_by");

    static final String COLUMNS = NAMES.stream().map(name -> "d." + name).collect(Collectors.joining(", "));
    private static final String UPSERT = "insert into deployments (" + String.join(", ", NAMES) + ") values ("
            + IntStream.rangeClosed(1, NAMES.size()).mapToObj(i -> "$" + i).collect(Collectors.joining(", "))
            + ") on conflict (id) do update set "
            + NAMES.stream().skip(3).map(name -> name + " = excluded." + name).collect(Collectors.joining(", "))
            + ", retired = case when excluded.paused then deployments.retired end";

    private final Pool pool;

    DeploymentRepository(Pool pool) {
        this.pool = pool;
    }

    public Uni<Optional<Deployment>> find(String workspace, UUID id) {
        return find(pool, workspace, id);
    }

    public Uni<Optional<Deployment>> find(SqlClient client, String workspace, UUID id) {
        return one(client, "d.workspace = $1 and d.id = $2", Tuple.of(workspace, id));
    }

    Uni<Optional<Deployment>> findForUpdate(SqlConnection tx, String workspace, UUID id) {
        return one(tx, "d.workspace = $1 and d.id = $2 for update", Tuple.of(workspace, id));
    }

    Uni<Optional<Deployment>> namedForUpdate(SqlConnection tx, String workspace, UUID flowId, String name) {
        return one(
                tx,
                "d.workspace = $1 and d.flow_id = $2 and d.name = $3 for update",
                Tuple.of(workspace, flowId, name));
    }

    Uni<Optional<Deployment>> named(String workspace, String flowName, String name) {
        return one(
                pool,
                "d.workspace = $1 and d.name = $3"
                        + " and d.flow_id = (select f.id from flows f where f.workspace = $1 and f.name = $2)",
                Tuple.of(workspace, flowName, name));
    }

    Uni<Void> save(SqlConnection tx, Deployment deployment) {
        return tx.preparedQuery(UPSERT).execute(values(deployment)).replaceWithVoid();
    }

    /** Removes the deployment, its schedules and its claims to slots; its runs stay. */
    Uni<Void> delete(SqlConnection tx, Deployment deployment) {
        return tx.preparedQuery("delete from concurrency_leases where workspace = $1 and limit_name = $2")
                .execute(Tuple.of(deployment.workspace(), Deployment.limitName(deployment.id())))
                .chain(() -> tx.preparedQuery("delete from deployments where workspace = $1 and id = $2")
                        .execute(Tuple.of(deployment.workspace(), deployment.id())))
                .replaceWithVoid();
    }

    private static Uni<Optional<Deployment>> one(SqlClient client, String condition, Tuple parameters) {
        return client.preparedQuery("select " + COLUMNS + " from deployments d where " + condition)
                .execute(parameters)
                .map(rows -> Listing.each(DeploymentRepository::read).apply(rows).stream()
                        .findFirst());
    }

    private static Tuple values(Deployment deployment) {
        var values = Tuple.tuple()
                .addUUID(deployment.id())
                .addString(deployment.workspace())
                .addOffsetDateTime(WireTimes.column(deployment.created()))
                .addOffsetDateTime(WireTimes.column(deployment.updated()))
                .addUUID(deployment.flowId())
                .addString(deployment.name())
                .addString(deployment.version())
                .addString(deployment.description())
                .addBoolean(deployment.paused())
                .addArrayOfString(deployment.tags().toArray(String[]::new))
                .addJsonObject(deployment.labels())
                .addJsonObject(deployment.parameters())
                .addJsonObject(deployment.parameterOpenapiSchema())
                .addBoolean(deployment.enforceParameterSchema());
        return addHow(values, deployment);
    }

    private static Tuple addHow(Tuple values, Deployment deployment) {
        return values.addUUID(deployment.workQueueId())
                .addJsonObject(deployment.jobVariables())
                .addJsonArray(deployment.pullSteps())
                .addString(deployment.path())
                .addString(deployment.entrypoint())
                .addUUID(deployment.storageDocumentId())
                .addUUID(deployment.infrastructureDocumentId())
                .addInteger(deployment.concurrencyLimit())
                .addString(deployment.collisionStrategy())
                .addInteger(deployment.gracePeriodSeconds())
                .addUUID(deployment.buildId())
                .addJsonObject(deployment.createdBy())
                .addJsonObject(deployment.updatedBy());
    }

    static Deployment read(Row row) {
        return new Deployment(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getUUID("flow_id"),
                row.getString("name"),
                row.getString("version"),
                row.getString("description"),
                row.getBoolean("paused"),
                List.of(row.getArrayOfStrings("tags")),
                row.getJsonObject("labels"),
                row.getJsonObject("parameters"),
                row.getJsonObject("parameter_openapi_schema"),
                row.getBoolean("enforce_parameter_schema"),
                row.getUUID("work_queue_id"),
                row.getJsonObject("job_variables"),
                row.getJsonArray("pull_steps"),
                row.getString("path"),
                row.getString("entrypoint"),
                row.getUUID("storage_document_id"),
                row.getUUID("infrastructure_document_id"),
                row.getInteger("concurrency_limit"),
                row.getString("collision_strategy"),
                row.getInteger("grace_period_seconds"),
                row.getUUID("build_id"),
                row.getJsonObject("created_by"),
                row.getJsonObject("updated_by"));
    }
}
