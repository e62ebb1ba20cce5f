package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.scheduler.automation.trigger.Bucket;
import dev.slipway.scheduler.automation.trigger.CompositeTrigger;
import dev.slipway.scheduler.automation.trigger.EventTrigger;
import dev.slipway.scheduler.automation.trigger.Firing;
import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables {@code automation_buckets} and {@code automation_child_firings}; who uses them has locked the automation. */
@ApplicationScoped
class BucketRepository {
    private static final String COLUMNS = "bucketing_key, start_time, end_time, count, last_event";
    private static final String SAVE = """
            insert into automation_buckets (trigger_id, automation_id, bucketing_key, start_time, end_time, count, last_event)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (trigger_id, bucketing_key) do update
            set start_time = $4, end_time = $5, count = $6, last_event = $7""";
    private static final String KEEP = """
            insert into automation_child_firings (parent_trigger_id, child_trigger_id, automation_id, firing)
            values ($1, $2, $3, $4)""";

    Uni<Optional<Bucket>> find(SqlConnection tx, EventTrigger trigger, List<String> key) {
        return tx.preparedQuery(
                        "select " + COLUMNS + " from automation_buckets where trigger_id = $1 and bucketing_key = $2")
                .execute(Tuple.tuple().addUUID(trigger.id()).addArrayOfString(key.toArray(String[]::new)))
                .map(rows -> Listing.each(BucketRepository::read).apply(rows).stream()
                        .findFirst());
    }

    /** Buckets whose time is over, the oldest first. */
    Uni<List<Bucket>> ended(SqlConnection tx, EventTrigger trigger, Instant now, int most) {
        return tx.preparedQuery(
                        "select " + COLUMNS + " from automation_buckets where trigger_id = $1 and end_time <= $2"
                                + " order by start_time limit $3")
                .execute(Tuple.of(trigger.id(), WireTimes.column(now), most))
                .map(Listing.each(BucketRepository::read));
    }

    /** Removes those that can't make a proactive trigger fire any more. */
    Uni<Void> removeMet(SqlConnection tx, EventTrigger trigger) {
        return tx.preparedQuery("delete from automation_buckets where trigger_id = $1 and count >= $2")
                .execute(Tuple.of(trigger.id(), trigger.threshold()))
                .replaceWithVoid();
    }

    /** When the first of the trigger's buckets ends. */
    Uni<Optional<Instant>> nextEnd(SqlConnection tx, EventTrigger trigger) {
        return tx.preparedQuery("select min(end_time) as first from automation_buckets where trigger_id = $1")
                .execute(Tuple.of(trigger.id()))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("first"))
                        .map(time -> time.toInstant()));
    }

    /** Keeps the bucket as it is now; none means that there is none any more. */
    Uni<Void> save(SqlConnection tx, UUID automation, EventTrigger trigger, List<String> key, @Nullable Bucket bucket) {
        var which = Tuple.tuple().addUUID(trigger.id());
        if (bucket == null) {
            return tx.preparedQuery("delete from automation_buckets where trigger_id = $1 and bucketing_key = $2")
                    .execute(which.addArrayOfString(key.toArray(String[]::new)))
                    .replaceWithVoid();
        }
        var last = bucket.lastEvent();
        return tx.preparedQuery(SAVE)
                .execute(which.addUUID(automation)
                        .addArrayOfString(key.toArray(String[]::new))
                        .addOffsetDateTime(WireTimes.column(bucket.start()))
                        .addOffsetDateTime(WireTimes.column(bucket.end()))
                        .addInteger(bucket.count())
                        .addJsonObject(last == null ? null : new JsonObject(last.toMap())))
                .replaceWithVoid();
    }

    Uni<List<Firing>> kept(SqlConnection tx, CompositeTrigger parent) {
        return tx.preparedQuery("select firing from automation_child_firings where parent_trigger_id = $1")
                .execute(Tuple.of(parent.id()))
                .map(Listing.each(row -> Firing.of(row.getJsonObject("firing"))));
    }

    /** Keeps these firings of a composite trigger's children, and no others. */
    Uni<Void> keep(SqlConnection tx, UUID automation, CompositeTrigger parent, List<Firing> firings) {
        var rows = firings.stream()
                .map(firing -> Tuple.of(parent.id(), firing.triggerId(), automation, firing.toJson()))
                .toList();
        return tx.preparedQuery("delete from automation_child_firings where parent_trigger_id = $1")
                .execute(Tuple.of(parent.id()))
                .chain(() -> rows.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(KEEP).executeBatch(rows).replaceWithVoid());
    }

    private static Bucket read(Row row) {
        var last = row.getJsonObject("last_event");
        var end = row.getOffsetDateTime("end_time").toInstant();
        return new Bucket(
                List.of(row.getArrayOfStrings("bucketing_key")),
                row.getOffsetDateTime("start_time").toInstant(),
                end,
                row.getInteger("count"),
                last == null ? null : PrefectEvent.of(last.getMap(), end));
    }
}
