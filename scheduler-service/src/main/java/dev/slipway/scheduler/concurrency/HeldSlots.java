package dev.slipway.scheduler.concurrency;

import dev.slipway.contracts.Ids;
import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Slots that clients hold without renewing a lease: they stay taken until they are given back, one row of
 * {@code concurrency_leases} each.
 */
@ApplicationScoped
class HeldSlots {
    /** Who holds a slot that was taken in nobody's name. */
    static final UUID NOBODY = new UUID(0, 0);

    /** Such clients can't renew; Prefect's own time. */
    private static final Duration FOREVER = Duration.ofDays(100 * 365);

    private static final String TAKE = """
            insert into concurrency_leases (id, workspace, limit_name, holder_id, slots, expires_at, created, lease_id)
            values ($1, $2, $3, $4, 1, $5, $6, $1)""";

    /** The oldest of the holder's slots, from each limit. */
    private static final String GIVE_BACK = """
            delete from concurrency_leases where id in (
                select id from (
                    select id, row_number() over (partition by limit_name order by created, id) as place
                    from concurrency_leases where workspace = $1 and limit_name = any($2) and holder_id = $3) held
                where place <= $4)""";

    private final Clock clock;
    private final Ids ids;

    HeldSlots(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Takes slots of each limit; whether they are free was seen in this transaction. */
    Uni<Void> take(SqlConnection tx, Collection<ConcurrencyLimit> limits, UUID holder, int slots) {
        var now = clock.instant();
        var rows = new ArrayList<Tuple>();
        for (var limit : limits) {
            for (int i = 0; i < slots; i++) {
                rows.add(Tuple.tuple()
                        .addUUID(ids.next())
                        .addString(limit.workspace())
                        .addString(limit.name())
                        .addUUID(holder)
                        .addOffsetDateTime(WireTimes.column(now.plus(FOREVER)))
                        .addOffsetDateTime(WireTimes.column(now)));
            }
        }
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(TAKE).executeBatch(rows).replaceWithVoid();
    }

    /** Gives back so many slots of each limit, or as many as the holder has. */
    Uni<Void> giveBack(SqlConnection tx, String workspace, List<String> limitNames, UUID holder, int slots) {
        return tx.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(workspace, limitNames.toArray(String[]::new), holder, (long) slots))
                .replaceWithVoid();
    }

    /** Frees all slots of a limit, whoever holds them. */
    Uni<Void> free(SqlConnection tx, String workspace, String limitName) {
        return tx.preparedQuery("delete from concurrency_leases where workspace = $1 and limit_name = $2")
                .execute(Tuple.of(workspace, limitName))
                .replaceWithVoid();
    }

    /** Who holds slots of those limits in somebody's name, by the limits' names. */
    Uni<Map<String, List<UUID>>> holders(SqlClient client, String workspace, Collection<String> limitNames) {
        return client.preparedQuery("select l.limit_name, l.holder_id from concurrency_leases l where l.workspace = $1"
                        + " and l.limit_name = any($2) and l.expires_at > $3 and l.holder_id <> $4"
                        + " and l.holder_id is distinct from l.lease_id order by l.created, l.id")
                .execute(Tuple.of(
                        workspace, limitNames.toArray(String[]::new), WireTimes.column(clock.instant()), NOBODY))
                .map(rows -> {
                    var holders = new HashMap<String, List<UUID>>();
                    rows.forEach(row -> holders.computeIfAbsent(row.getString("limit_name"), name -> new ArrayList<>())
                            .add(row.getUUID("holder_id")));
                    return holders;
                });
    }
}
