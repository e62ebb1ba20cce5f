package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.PartialUpdate;
import dev.slipway.scheduler.query.WorkerLiveness;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code work_pools}. */
@ApplicationScoped
public class WorkPoolRepository {
    private static final String INSERT = "insert into work_pools (id, workspace, name, description, type,"
            + " base_job_template, is_paused, concurrency_limit, storage_configuration, default_queue_id, created, updated)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)";

    private final Pool pool;
    private final Listing listing;
    private final WorkPoolConfig config;
    private final Clock clock;

    WorkPoolRepository(Pool pool, Listing listing, WorkPoolConfig config, Clock clock) {
        this.pool = pool;
        this.listing = listing;
        this.config = config;
        this.clock = clock;
    }

    /** The pool with that name. */
    public Uni<Optional<WorkPool>> named(SqlClient client, String workspace, String name) {
        return client.preparedQuery(
                        "select " + columns("$3") + " from work_pools p where p.workspace = $1 and p.name = $2")
                .execute(Tuple.of(workspace, name, now()))
                .map(rows -> Listing.each(this::read).apply(rows).stream().findFirst());
    }

    /** The pool with that name, as last committed. */
    public Uni<Optional<WorkPool>> named(String workspace, String name) {
        return named(pool, workspace, name);
    }

    /** The pool with that id, as last committed. */
    public Uni<Optional<WorkPool>> find(String workspace, UUID id) {
        return pool.preparedQuery("select " + columns("$3") + " from work_pools p where p.workspace = $1 and p.id = $2")
                .execute(Tuple.of(workspace, id, now()))
                .map(rows -> Listing.each(this::read).apply(rows).stream().findFirst());
    }

    /** Pauses or resumes the pool; answers its name, empty if there is no such pool. */
    public Uni<Optional<String>> setPaused(SqlConnection tx, String workspace, UUID id, boolean isPaused) {
        return tx.preparedQuery("update work_pools set is_paused = $3, updated = $4 where workspace = $1 and id = $2"
                        + " returning name")
                .execute(Tuple.of(workspace, id, isPaused, now()))
                .map(rows -> Listing.each(row -> row.getString("name")).apply(rows).stream()
                        .findFirst());
    }

    Uni<List<WorkPool>> list(ListQuery query, @Nullable JsonObject body) {
        return listing.list(query, body, "NAME_ASC", columns(query.bindings().bindNow()), Listing.each(this::read));
    }

    Uni<Void> insert(SqlConnection tx, WorkPool workPool) {
        var row = Tuple.tuple()
                .addUUID(workPool.id())
                .addString(workPool.workspace())
                .addString(workPool.name())
                .addString(workPool.description())
                .addString(workPool.type())
                .addJsonObject(workPool.baseJobTemplate())
                .addBoolean(workPool.isPaused())
                .addInteger(workPool.concurrencyLimit())
                .addJsonObject(workPool.storageConfiguration())
                .addUUID(workPool.defaultQueueId())
                .addOffsetDateTime(WireTimes.column(workPool.created()));
        return tx.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    Uni<Void> update(WorkPool workPool, JsonObject changes) {
        var update = PartialUpdate.of("work_pools", changes, clock.instant())
                .text("description")
                .bool("is_paused")
                .object("base_job_template")
                .integer("concurrency_limit")
                .object("storage_configuration");
        var sql = update.where(workPool.workspace(), workPool.id());
        return pool.preparedQuery(sql).execute(update.values()).replaceWithVoid();
    }

    Uni<Void> delete(WorkPool workPool) {
        return pool.preparedQuery("delete from work_pools where workspace = $1 and id = $2")
                .execute(Tuple.of(workPool.workspace(), workPool.id()))
                .replaceWithVoid();
    }

    private static String columns(String now) {
        var typed = now.contains("::") ? now : now + "::timestamptz";
        return "p.*, " + WorkerLiveness.hasOnlineWorker("p.id", typed) + " as has_worker";
    }

    private java.time.@Nullable OffsetDateTime now() {
        return WireTimes.column(clock.instant());
    }

    private WorkPool read(Row row) {
        return new WorkPool(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                row.getString("description"),
                row.getString("type"),
                row.getJsonObject("base_job_template"),
                row.getBoolean("is_paused"),
                row.getInteger("concurrency_limit"),
                status(row),
                row.getUUID("default_queue_id"),
                StorageConfiguration.complete(row.getJsonObject("storage_configuration")),
                null);
    }

    private String status(Row row) {
        if (row.getBoolean("is_paused")) {
            return "PAUSED";
        }
        boolean isServed =
                row.getBoolean("has_worker") || config.dispatchedTypes().contains(row.getString("type"));
        return isServed ? "READY" : "NOT_READY";
    }
}
