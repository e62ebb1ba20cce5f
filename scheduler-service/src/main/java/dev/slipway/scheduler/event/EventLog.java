package dev.slipway.scheduler.event;

import dev.slipway.contracts.Event;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where everything that happened is recorded: stored for queries and, with the same commit, announced to subscribers. So
 * nobody hears of an event before what it reports can be read.
 */
@ApplicationScoped
public class EventLog {
    private final EventRepository events;
    private final Outbox outbox;
    private final Clock clock;
    private final Ids ids;

    EventLog(EventRepository events, Outbox outbox, Clock clock, Ids ids) {
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Records one event of our own; one with a known id changes nothing.
     *
     * @param event in Prefect's format, as a client would send it; {@code received} is added
     */
    public Uni<Void> append(SqlConnection tx, String workspace, Map<String, Object> event, Cause cause) {
        return append(tx, workspace, List.of(PrefectEvent.of(FittingEvent.of(event), clock.instant())), cause);
    }

    /**
     * Records one event of our own, whose id is new, with the facts that go with it.
     *
     * @param event in Prefect's format, as a client would send it; {@code received} is added
     */
    public Uni<Void> appendNew(
            SqlConnection tx, String workspace, Map<String, Object> event, List<Event> facts, Cause cause) {
        var recorded = PrefectEvent.of(FittingEvent.of(event), clock.instant());
        var all = new ArrayList<Outbox.Fact>();
        all.add(new Outbox.Fact(recorded.id(), fact(workspace, recorded)));
        facts.forEach(fact -> all.add(new Outbox.Fact(ids.next(), fact)));
        return Uni.combine()
                .all()
                .unis(events.insertNew(tx, workspace, recorded), outbox.appendFacts(tx, all, cause))
                .discardItems();
    }

    /** Records events in their order; those with known ids change nothing. */
    public Uni<Void> append(SqlConnection tx, String workspace, List<PrefectEvent> batch, Cause cause) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return events.insert(tx, workspace, batch)
                .chain(stored -> outbox.appendFacts(
                        tx,
                        batch.stream()
                                .filter(event -> stored.remove(event.id()))
                                .map(event -> new Outbox.Fact(event.id(), fact(workspace, event)))
                                .toList(),
                        cause));
    }

    private static EventRecorded fact(String workspace, PrefectEvent event) {
        return new EventRecorded(workspace, event.id(), event.resourceId(), event.toMap());
    }
}
