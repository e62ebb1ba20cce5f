package dev.slipway.scheduler.concurrency;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Bindings;
import dev.slipway.scheduler.query.ListQuery;
import dev.slipway.scheduler.query.Listing;
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

/** Table {@code concurrency_limits}. */
@ApplicationScoped
class LimitRepository {
    private static final double EXPECTED_OCCUPANCY_SECONDS = 2;

    /** $1 is the time of the question. */
    private static final String SELECT = "select l.*, greatest(0, l.level - l.slot_decay_per_second"
            + " * extract(epoch from $1::timestamptz - l.level_at)::double precision) as level_now,"
            + " (select coalesce(sum(s.slots), 0)::int from concurrency_leases s where s.workspace = l.workspace"
            + " and s.limit_name = l.name and s.expires_at > $1) as held from concurrency_limits l where ";

    private static final String INSERT = "insert into concurrency_limits (id, workspace, name, slot_limit, active,"
            + " slot_decay_per_second, level_at, created, updated) values ($1, $2, $3, $4, $5, $6, $7, $7, $7)"
            + " on conflict (workspace, name) do nothing";

    private final Pool pool;
    private final Clock clock;
    private final Ids ids;

    LimitRepository(Pool pool, Clock clock, Ids ids) {
        this.pool = pool;
        this.clock = clock;
        this.ids = ids;
    }

    /** Adds a limit; false if the name is taken. */
    Uni<Boolean> insert(String workspace, String name, int limit, boolean active, double decay) {
        var row = Tuple.tuple()
                .addUUID(ids.next())
                .addString(workspace)
                .addString(name)
                .addInteger(limit)
                .addBoolean(active)
                .addDouble(decay)
                .addOffsetDateTime(WireTimes.column(clock.instant()));
        return pool.preparedQuery(INSERT).execute(row).map(inserted -> inserted.rowCount() > 0);
    }

    /** By id or by name. */
    Uni<Optional<ConcurrencyLimit>> find(String workspace, String idOrName) {
        return select(
                        pool,
                        "l.workspace = $2 and (l.name = $3 or l.id::text = $3)",
                        now(workspace).addString(idOrName))
                .map(found -> found.stream().findFirst());
    }

    /** Locked until the transaction ends, in an order in which nobody waits for each other. */
    Uni<List<ConcurrencyLimit>> locked(SqlConnection tx, String workspace, List<String> names) {
        var wanted = names.toArray(String[]::new);
        // two statements: what is held has to be read when the lock is there, not before
        return tx.preparedQuery("select id from concurrency_limits where workspace = $1 and name = any($2)"
                        + " order by name for update")
                .execute(Tuple.of(workspace, wanted))
                .chain(() -> select(
                        tx,
                        "l.workspace = $2 and l.name = any($3) order by l.name",
                        now(workspace).addArrayOfString(wanted)));
    }

    Uni<List<ConcurrencyLimit>> list(String workspace, @Nullable JsonObject body) {
        return select(
                pool,
                "l.workspace = $2 order by l.name limit $3 offset $4",
                now(workspace).addInteger(ListQuery.limit(body)).addInteger(ListQuery.offset(body)));
    }

    /** The limits of tags. */
    Uni<List<ConcurrencyLimit>> listOfTags(String workspace, @Nullable JsonObject body) {
        return select(
                pool,
                "l.workspace = $2 and l.name like 'tag:%' order by l.name limit $3 offset $4",
                now(workspace).addInteger(ListQuery.limit(body)).addInteger(ListQuery.offset(body)));
    }

    Uni<Void> update(ConcurrencyLimit limit, LimitRequest changes) {
        var bindings = new Bindings(clock.instant());
        var sql = "update concurrency_limits set updated = " + bindings.bindNow() + ", name = "
                + bindings.bind(changes.name() == null ? limit.name() : changes.name()) + ", slot_limit = "
                + bindings.bind(changes.limit() == null ? limit.limit() : changes.limit()) + ", active = "
                + bindings.bind(changes.active() == null ? limit.active() : changes.active())
                + ", slot_decay_per_second = "
                + bindings.bind(
                        changes.slotDecayPerSecond() == null
                                ? limit.slotDecayPerSecond()
                                : changes.slotDecayPerSecond())
                + " where workspace = " + bindings.bind(limit.workspace()) + " and id = " + bindings.bind(limit.id());
        return pool.preparedQuery(sql).execute(bindings.values()).replaceWithVoid();
    }

    /** Raises the level of a limit that decays. */
    Uni<Void> raise(SqlConnection tx, ConcurrencyLimit limit, int slots) {
        return tx.preparedQuery("update concurrency_limits set level = greatest(0, level - slot_decay_per_second"
                        + " * extract(epoch from $1::timestamptz - level_at)::double precision) + $2, level_at = $1"
                        + " where id = $3")
                .execute(Tuple.of(WireTimes.column(clock.instant()), (double) slots, limit.id()))
                .replaceWithVoid();
    }

    Uni<Void> delete(ConcurrencyLimit limit) {
        return pool.preparedQuery("delete from concurrency_limits where workspace = $1 and id = $2")
                .execute(Tuple.of(limit.workspace(), limit.id()))
                .replaceWithVoid();
    }

    private Tuple now(String workspace) {
        return Tuple.tuple()
                .addOffsetDateTime(WireTimes.column(clock.instant()))
                .addString(workspace);
    }

    private static Uni<List<ConcurrencyLimit>> select(SqlClient client, String condition, Tuple parameters) {
        return client.preparedQuery(SELECT + condition).execute(parameters).map(Listing.each(LimitRepository::read));
    }

    private static ConcurrencyLimit read(Row row) {
        double decay = row.getDouble("slot_decay_per_second");
        UUID id = row.getUUID("id");
        return new ConcurrencyLimit(
                id,
                row.getString("workspace"),
                row.getOffsetDateTime("created").toInstant(),
                row.getOffsetDateTime("updated").toInstant(),
                row.getBoolean("active"),
                row.getString("name"),
                row.getInteger("slot_limit"),
                decay > 0 ? (int) Math.ceil(row.getDouble("level_now")) : row.getInteger("held"),
                0,
                decay,
                EXPECTED_OCCUPANCY_SECONDS);
    }
}
