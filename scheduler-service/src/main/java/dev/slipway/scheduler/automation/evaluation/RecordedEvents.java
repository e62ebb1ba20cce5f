package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.scheduler.event.EventLookup;
import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.json.WireTimes;
import dev.slipway.scheduler.query.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events before others, and table {@code automation_followers}: those that came too early. */
@ApplicationScoped
class RecordedEvents {
    /** Waiting is over when the other event has come, or when it takes too long. */
    private static final String RELEASE = """
            delete from automation_followers f where f.event_id in (
                select w.event_id from automation_followers w
                where w.until <= $1 or exists (select from events e where e.id = w.follows)
                order by w.until limit $2 for update skip locked)
            returning f.workspace, f.event, f.until""";

    private final EventLookup events;

    RecordedEvents(EventLookup events) {
        this.events = events;
    }

    Uni<Optional<PrefectEvent>> find(SqlConnection tx, String workspace, UUID id) {
        return events.find(tx, workspace, id);
    }

    Uni<List<PrefectEvent>> unread(SqlConnection tx, String workspace, EventLookup.Unread asked, int most) {
        return events.unread(tx, workspace, asked, most);
    }

    /** Lets an event wait for the one that it follows. */
    Uni<Void> park(SqlConnection tx, String workspace, PrefectEvent event, Instant until) {
        return tx.preparedQuery("insert into automation_followers (event_id, workspace, follows, event, until)"
                        + " values ($1, $2, $3, $4, $5) on conflict do nothing")
                .execute(Tuple.of(
                        event.id(), workspace, event.follows(), new JsonObject(event.toMap()), WireTimes.column(until)))
                .replaceWithVoid();
    }

    /** Takes out those that need not wait any more, in the order in which they happened. */
    Uni<List<Reactions.Recorded>> release(SqlConnection tx, Instant now, int most) {
        return tx.preparedQuery(RELEASE)
                .execute(Tuple.of(WireTimes.column(now), most))
                .map(Listing.each(row -> new Reactions.Recorded(
                        row.getString("workspace"),
                        PrefectEvent.of(
                                row.getJsonObject("event").getMap(),
                                row.getOffsetDateTime("until").toInstant()))))
                .map(released -> released.stream()
                        .sorted(java.util.Comparator.comparing(
                                recorded -> recorded.event().occurred()))
                        .toList());
    }
}
