package dev.slipway.scheduler.event;

import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table {@code events}. */
@ApplicationScoped
class EventRepository {
    /**
     * An id that is stored already, at whatever time, is a duplicate. Arrays of arrays don't travel, so lists are JSON texts.
     */
    private static final String INSERT = """
            insert into events (id, workspace, occurred, received, event, resource_id, resource, related, related_ids,
                payload, follows)
            select e.id, $1, e.occurred, e.received, e.event, e.resource_id, e.resource::jsonb, e.related::jsonb,
                array(select jsonb_array_elements_text(e.related_ids::jsonb)), e.payload::jsonb, e.follows
            from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::uuid[])
                as e (id, occurred, received, event, resource_id, resource, related, related_ids, payload, follows)
            where not exists (select from events known where known.id = e.id)
            on conflict do nothing
            returning id
            """;

    private static final String UNREAD = """
            select e.* from events e
            where e.workspace = $1 and e.occurred >= $2 and e.received >= $3
                and (cardinality($4::text[]) = 0 or e.event ~ any($4))
                and not exists (select from inbox i where i.source = $5 and i.id = e.id and i.consumer = $6)
            order by e.occurred, e.id limit $7""";

    private static final String INSERT_NEW = """
            insert into events (id, workspace, occurred, received, event, resource_id, resource, related, related_ids,
                payload, follows)
            values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8::text::jsonb, $9, $10::text::jsonb, $11)
            """;

    private final Pool pool;

    EventRepository(Pool pool) {
        this.pool = pool;
    }

    /** A place in the order of time. */
    record Position(Instant occurred, UUID id) {
        static Position of(PrefectEvent event) {
            return new Position(event.occurred(), event.id());
        }
    }

    /** Stores events of one workspace; answers the ids of those that were new. */
    Uni<Set<UUID>> insert(SqlConnection tx, String workspace, List<PrefectEvent> events) {
        Tuple row = Tuple.tuple()
                .addString(workspace)
                .addArrayOfUUID(column(events, PrefectEvent::id, UUID[]::new))
                .addArrayOfOffsetDateTime(column(events, e -> WireTimes.column(e.occurred()), OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(column(events, e -> WireTimes.column(e.received()), OffsetDateTime[]::new))
                .addArrayOfString(column(events, PrefectEvent::event, String[]::new))
                .addArrayOfString(column(events, PrefectEvent::resourceId, String[]::new))
                .addArrayOfString(column(events, e -> json(e.resource()), String[]::new))
                .addArrayOfString(column(events, e -> json(e.related()), String[]::new))
                .addArrayOfString(column(events, e -> json(e.relatedIds()), String[]::new))
                .addArrayOfString(column(events, e -> json(e.payload()), String[]::new))
                .addArrayOfUUID(column(events, PrefectEvent::follows, UUID[]::new));
        return tx.preparedQuery(INSERT).execute(row).map(rows -> {
            var ids = new HashSet<UUID>();
            rows.forEach(inserted -> ids.add(inserted.getUUID("id")));
            return ids;
        });
    }

    /** Stores an event whose id nobody can have seen: no partition is searched for it. */
    Uni<Void> insertNew(SqlConnection tx, String workspace, PrefectEvent event) {
        Tuple row = Tuple.tuple()
                .addUUID(event.id())
                .addString(workspace)
                .addOffsetDateTime(WireTimes.column(event.occurred()))
                .addOffsetDateTime(WireTimes.column(event.received()))
                .addString(event.event())
                .addString(event.resourceId())
                .addString(json(event.resource()))
                .addString(json(event.related()))
                .addArrayOfString(event.relatedIds())
                .addString(json(event.payload()))
                .addUUID(event.follows());
        return tx.preparedQuery(INSERT_NEW).execute(row).replaceWithVoid();
    }

    /**
     * Events that match, in order of time.
     *
     * @param after only what comes after it in the order; null for the beginning
     */
    Uni<List<PrefectEvent>> find(
            String workspace, EventFilter filter, Instant now, @Nullable Position after, int limit) {
        String direction = filter.ascending() ? " asc" : " desc";
        var conditions = filter.conditions(workspace, now);
        String matching = "select e.* from events e where " + conditions.all();
        if (filter.distinct()) {
            matching = "select distinct on (e.resource_id) e.* from events e where " + conditions.all()
                    + " order by e.resource_id, e.occurred" + direction + ", e.id" + direction;
        }
        String rest = after == null
                ? "true"
                : "(e.occurred, e.id)" + (filter.ascending() ? " > (" : " < (") + conditions.bind(after.occurred())
                        + ", " + conditions.bind(after.id()) + ")";
        String sql = "select e.* from (" + matching + ") e where " + rest + " order by e.occurred" + direction
                + ", e.id" + direction + " limit " + conditions.bind(limit);
        return pool.preparedQuery(sql).execute(conditions.tuple()).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(EventRepository::event)
                .toList());
    }

    /** How many events match, or how many resources if the filter wants one event of each. */
    Uni<Long> count(String workspace, EventFilter filter, Instant now) {
        var conditions = filter.conditions(workspace, now);
        String what = filter.distinct() ? "count(distinct e.resource_id)" : "count(*)";
        return pool.preparedQuery("select " + what + " from events e where " + conditions.all())
                .execute(conditions.tuple())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Optional<PrefectEvent>> find(SqlConnection tx, String workspace, UUID id) {
        return tx.preparedQuery("select e.* from events e where e.id = $1 and e.workspace = $2 limit 1")
                .execute(Tuple.of(id, workspace))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(EventRepository::event)
                        .findFirst());
    }

    Uni<List<PrefectEvent>> unread(SqlConnection tx, String workspace, EventLookup.Unread asked, int most) {
        var row = Tuple.tuple()
                .addString(workspace)
                .addOffsetDateTime(WireTimes.column(asked.occurredSince()))
                .addOffsetDateTime(WireTimes.column(asked.receivedSince()))
                .addArrayOfString(asked.names().stream().map(Globs::regex).toArray(String[]::new))
                .addString(asked.source())
                .addString(asked.consumer())
                .addInteger(most);
        return tx.preparedQuery(UNREAD).execute(row).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(EventRepository::event)
                .toList());
    }

    private static PrefectEvent event(Row row) {
        return new PrefectEvent(
                row.getUUID("id"),
                row.getOffsetDateTime("occurred").toInstant(),
                row.getOffsetDateTime("received").toInstant(),
                row.getString("event"),
                PrefectEvent.labels(row.getJsonObject("resource").getMap()),
                PrefectEvent.related(row.getJsonArray("related").getList()),
                row.getJsonObject("payload").getMap(),
                row.getUUID("follows"));
    }

    private static String json(Object value) {
        return Json.encode(value);
    }

    private static <T> T[] column(
            List<PrefectEvent> events, Function<PrefectEvent, ? extends T> value, IntFunction<T[]> array) {
        return events.stream().map(value).toArray(array);
    }
}
