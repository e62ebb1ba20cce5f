package dev.slipway.scheduler.workpool;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.PartialUpdate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code work_queues}. */
@ApplicationScoped
public class WorkQueueRepository {
    /** For how long after a poll a queue counts as served. */
    private static final Duration POLLED_RECENTLY = Duration.ofSeconds(60);

    private static final String COLUMNS = "q.*, (select qp.name from work_pools qp where qp.id = q.work_pool_id)"
            + " as work_pool_name, (select qp.type from work_pools qp where qp.id = q.work_pool_id) as work_pool_type";
    private static final String INSERT = "insert into work_queues (id, workspace, work_pool_id, name, description,"
            + " is_paused, concurrency_limit, priority, created, updated) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)";

    private final Pool pool;
    private final Listing listing;
    private final WorkPoolConfig config;
    private final Clock clock;
    private final Ids ids;

    WorkQueueRepository(Pool pool, Listing listing, WorkPoolConfig config, Clock clock, Ids ids) {
        this.pool = pool;
        this.listing = listing;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    /** A queue to be made. */
    record NewQueue(
            @Nullable UUID id,
            @Nullable String name,
            @Nullable String description,
            boolean isPaused,
            @Nullable Integer concurrencyLimit,
            @Nullable Integer priority) {}

    public Uni<Optional<WorkQueue>> find(String workspace, UUID id) {
        return find(pool, workspace, id);
    }

    /** The queue, as the transaction sees it. */
    public Uni<Optional<WorkQueue>> find(SqlClient client, String workspace, UUID id) {
        return one(client, "q.id = $2", Tuple.of(workspace, id));
    }

    Uni<Optional<WorkQueue>> named(SqlClient client, WorkPool workPool, String name) {
        return one(client, "q.work_pool_id = $2 and q.name = $3", Tuple.of(workPool.workspace(), workPool.id(), name));
    }

    Uni<Optional<WorkQueue>> named(WorkPool workPool, String name) {
        return named(pool, workPool, name);
    }

    /** The pool's queue of that name, made if there is none; the pool's default queue if no name is given. */
    public Uni<UUID> ensure(SqlClient client, WorkPool workPool, @Nullable String name) {
        if (name == null) {
            return Uni.createFrom().item(workPool.defaultQueueId());
        }
        return named(client, workPool, name)
                .chain(found -> found.map(queue -> Uni.createFrom().item(queue.id()))
                        .orElseGet(() -> insert(client, workPool, new NewQueue(null, name, null, false, null, null))));
    }

    /** Adds a queue, behind the others if no priority is given. */
    Uni<UUID> insert(SqlClient client, WorkPool workPool, NewQueue queue) {
        var id = queue.id() == null ? ids.next() : queue.id();
        return nextPriority(client, workPool, queue).chain(priority -> {
            var row = Tuple.tuple()
                    .addUUID(id)
                    .addString(workPool.workspace())
                    .addUUID(workPool.id())
                    .addString(queue.name())
                    .addString(queue.description())
                    .addBoolean(queue.isPaused())
                    .addInteger(queue.concurrencyLimit())
                    .addInteger(priority)
                    .addOffsetDateTime(WireTimes.column(clock.instant()));
            return client.preparedQuery(INSERT).execute(row).replaceWith(id);
        });
    }

    private static Uni<Integer> nextPriority(SqlClient client, WorkPool workPool, NewQueue queue) {
        if (queue.priority() != null) {
            return Uni.createFrom().item(queue.priority());
        }
        return client.preparedQuery("select coalesce(max(priority), 0) + 1 from work_queues where work_pool_id = $1")
                .execute(Tuple.of(workPool.id()))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    Uni<List<WorkQueue>> list(ListQuery query, @Nullable JsonObject body) {
        return listing.list(query, body, "NAME_ASC", COLUMNS, Listing.each(this::read));
    }

    /** How many runs of the queue are overdue. */
    Uni<Integer> lateRuns(WorkQueue queue) {
        return pool.preparedQuery("select count(*)::int from flow_runs where workspace = $1 and work_queue_id = $2"
                        + " and state_type = 'SCHEDULED' and state_name = 'Late'")
                .execute(Tuple.of(queue.workspace(), queue.id()))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    Uni<Void> update(WorkQueue queue, JsonObject changes) {
        var update = PartialUpdate.of("work_queues", changes, clock.instant())
                .text("name")
                .text("description")
                .bool("is_paused")
                .integer("concurrency_limit")
                .integer("priority");
        var sql = update.where(queue.workspace(), queue.id());
        return pool.preparedQuery(sql).execute(update.values()).replaceWithVoid();
    }

    /** Pauses or resumes the queue; false if there is none. */
    public Uni<Boolean> setPaused(SqlClient tx, String workspace, UUID id, boolean isPaused) {
        return tx.preparedQuery("update work_queues set is_paused = $3, updated = $4 where workspace = $1 and id = $2")
                .execute(Tuple.of(workspace, id, isPaused, WireTimes.column(clock.instant())))
                .map(updated -> updated.rowCount() > 0);
    }

    Uni<Void> delete(WorkQueue queue) {
        return pool.preparedQuery("delete from work_queues where workspace = $1 and id = $2")
                .execute(Tuple.of(queue.workspace(), queue.id()))
                .replaceWithVoid();
    }

    private Uni<Optional<WorkQueue>> one(SqlClient client, String condition, Tuple parameters) {
        return client.preparedQuery("select " + COLUMNS + " from work_queues q where q.workspace = $1 and " + condition)
                .execute(parameters)
                .map(rows -> Listing.each(this::read).apply(rows).stream().findFirst());
    }

    private WorkQueue read(Row row) {
        return new WorkQueue(
                row.getUUID("id"),
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("is_paused"),
                row.getInteger("concurrency_limit"),
                row.getInteger("priority"),
                row.getUUID("work_pool_id"),
                row.getString("work_pool_name"),
                WireTimes.instant(row.getOffsetDateTime("last_polled")),
                status(row),
                null,
                null);
    }

    private String status(Row row) {
        if (row.getBoolean("is_paused")) {
            return "PAUSED";
        }
        var polled = WireTimes.instant(row.getOffsetDateTime("last_polled"));
        boolean isPolled = polled != null && polled.isAfter(clock.instant().minus(POLLED_RECENTLY));
        return isPolled || config.dispatchedTypes().contains(row.getString("work_pool_type")) ? "READY" : "NOT_READY";
    }
}
