package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Table {@code automation_watches}, and buckets that nobody needs any more. */
@ApplicationScoped
class WatchRepository {
    private static final String SWEEP = """
            delete from automation_buckets where (trigger_id, bucketing_key) in (
                select b.trigger_id, b.bucketing_key from automation_buckets b
                where b.end_time <= $1
                    and not exists (select from automation_watches w where w.trigger_id = b.trigger_id)
                order by b.end_time limit $2 for update skip locked)""";

    private final Pool pool;

    WatchRepository(Pool pool) {
        this.pool = pool;
    }

    /** What there is to do: events that may wait no longer, and automations to look at. */
    record Due(boolean hasFollowers, List<UUID> automations) {}

    Uni<Due> due(Instant now, int most) {
        return pool.preparedQuery("select exists (select from automation_followers) as followers,"
                        + " array(select distinct automation_id from automation_watches where next_look <= $1 limit $2)"
                        + " as automations")
                .execute(Tuple.of(WireTimes.column(now), most))
                .map(rows -> rows.iterator().next())
                .map(row -> new Due(row.getBoolean("followers"), List.of(row.getArrayOfUUIDs("automations"))));
    }

    /** The triggers of an automation that are to be looked at. */
    Uni<Set<UUID>> dueTriggers(SqlConnection tx, UUID automation, Instant now) {
        return tx.preparedQuery(
                        "select trigger_id from automation_watches where automation_id = $1 and next_look <= $2")
                .execute(Tuple.of(automation, WireTimes.column(now)))
                .map(rows -> Set.copyOf(
                        Listing.each(row -> row.getUUID("trigger_id")).apply(rows)));
    }

    /** Looks at that time at the latest. */
    Uni<Void> lookBy(SqlConnection tx, UUID trigger, Instant time) {
        return tx.preparedQuery("update automation_watches set next_look = $2 where trigger_id = $1 and next_look > $2")
                .execute(Tuple.of(trigger, WireTimes.column(time)))
                .replaceWithVoid();
    }

    /** Looks at that time. */
    Uni<Void> lookAt(SqlConnection tx, UUID trigger, Instant time) {
        return tx.preparedQuery("update automation_watches set next_look = $2 where trigger_id = $1")
                .execute(Tuple.of(trigger, WireTimes.column(time)))
                .replaceWithVoid();
    }

    /** Removes buckets of reactive triggers whose time has long been over. */
    Uni<Integer> sweep(Instant endedBefore, int most) {
        return pool.preparedQuery(SWEEP)
                .execute(Tuple.of(WireTimes.column(endedBefore), most))
                .map(deleted -> deleted.rowCount());
    }
}
