package dev.slipway.scheduler.workpool;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.WorkerLiveness;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code workers}. */
@ApplicationScoped
class WorkerRepository {
    private static final String HEARTBEAT =
            "insert into workers (id, workspace, work_pool_id, name, last_heartbeat_time,"
                    + " heartbeat_interval_seconds, created, updated) values ($1, $2, $3, $4, $5, $6, $5, $5)"
                    + " on conflict (work_pool_id, name) do update set last_heartbeat_time = excluded.last_heartbeat_time,"
                    + " heartbeat_interval_seconds = excluded.heartbeat_interval_seconds, updated = excluded.updated";

    private final Pool pool;
    private final Listing listing;
    private final Clock clock;
    private final Ids ids;

    WorkerRepository(Pool pool, Listing listing, Clock clock, Ids ids) {
        this.pool = pool;
        this.listing = listing;
        this.clock = clock;
        this.ids = ids;
    }

    /** The worker of that name is alive. */
    Uni<Void> heartbeat(WorkPool workPool, String name, @Nullable Double intervalSeconds) {
        var row = Tuple.tuple()
                .addUUID(ids.next())
                .addString(workPool.workspace())
                .addUUID(workPool.id())
                .addString(name)
                .addOffsetDateTime(WireTimes.column(clock.instant()))
                .addDouble(intervalSeconds);
        return pool.preparedQuery(HEARTBEAT).execute(row).replaceWithVoid();
    }

    Uni<List<Worker>> list(ListQuery query, @Nullable JsonObject body) {
        var columns = "w.*, " + WorkerLiveness.isOnline("w", query.bindings().bindNow()) + " as is_online";
        return listing.list(query, body, "NAME_ASC", columns, Listing.each(WorkerRepository::read));
    }

    Uni<Boolean> delete(WorkPool workPool, String name) {
        return pool.preparedQuery("delete from workers where workspace = $1 and work_pool_id = $2 and name = $3")
                .execute(Tuple.of(workPool.workspace(), workPool.id(), name))
                .map(deleted -> deleted.rowCount() > 0);
    }

    private static Worker read(Row row) {
        return new Worker(
                row.getUUID("id"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getString("name"),
                row.getUUID("work_pool_id"),
                WireTimes.instant(row.getOffsetDateTime("last_heartbeat_time")),
                row.getDouble("heartbeat_interval_seconds"),
                row.getBoolean("is_online") ? "ONLINE" : "OFFLINE");
    }
}
