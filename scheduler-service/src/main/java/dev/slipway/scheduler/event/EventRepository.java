package dev.slipway.scheduler.event;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

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

    /** Stores events of one workspace; answers the ids of those that were new. */
    Uni<Set<UUID>> insert(SqlConnection tx, String workspace, List<PrefectEvent> events) {
        Tuple row = Tuple.tuple()
                .addString(workspace)
                .addArrayOfUUID(column(events, PrefectEvent::id, UUID[]::new))
                .addArrayOfOffsetDateTime(column(events, e -> utc(e.occurred()), OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(column(events, e -> utc(e.received()), OffsetDateTime[]::new))
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

    private static String json(Object value) {
        return Json.encode(value);
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static <T> T[] column(
            List<PrefectEvent> events, Function<PrefectEvent, ? extends T> value, IntFunction<T[]> array) {
        return events.stream().map(value).toArray(array);
    }
}
