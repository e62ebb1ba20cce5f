package dev.slipway.scheduler.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Recorded events, for features that hold them against each other. */
@ApplicationScoped
public class EventLookup {
    private final EventRepository events;

    EventLookup(EventRepository events) {
        this.events = events;
    }

    /** The event with that id. */
    public Uni<Optional<PrefectEvent>> find(SqlConnection tx, String workspace, UUID id) {
        return events.find(tx, workspace, id);
    }

    /**
     * Events that a consumer has not met yet.
     *
     * @param names globs; empty for any event
     * @param source as the consumer's inbox has it
     */
    public record Unread(
            Instant occurredSince, Instant receivedSince, Collection<String> names, String source, String consumer) {}

    /** Events that were recorded and not met by a consumer yet, the oldest first. */
    public Uni<List<PrefectEvent>> unread(SqlConnection tx, String workspace, Unread asked, int most) {
        return events.unread(tx, workspace, asked, most);
    }
}
