package dev.slipway.scheduler.event;

import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Cause;
import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records Prefect's events {@code prefect.<kind>.{created,updated,deleted}} of the objects that users make. */
@ApplicationScoped
public class Lifecycle {
    private final EventLog log;
    private final Clock clock;
    private final Ids ids;

    Lifecycle(EventLog log, Clock clock, Ids ids) {
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * The object that an event is about.
     *
     * @param payload what subscribers see of it without asking for it
     * @param related ids of other resources, each with its role
     */
    public record Subject(UUID id, String name, Map<String, Object> payload, List<Map<String, String>> related) {}

    /**
     * Records what became of an object, in the transaction that changes it.
     *
     * @param kind as in {@code artifact-collection}
     * @param action created, updated or deleted
     */
    public Uni<Void> append(SqlConnection tx, String workspace, String kind, String action, Subject subject) {
        var event = Map.of(
                "id", ids.next().toString(),
                "occurred", WireTimes.format(clock.instant()),
                "event", "prefect." + kind + "." + action,
                "resource",
                        Map.of(
                                PrefectEvent.RESOURCE_ID,
                                "prefect." + kind + "." + subject.id(),
                                "prefect.resource.name",
                                subject.name()),
                "related", subject.related(),
                "payload", subject.payload());
        return log.appendNew(tx, workspace, event, List.of(), Cause.NONE);
    }

    /** Another resource that an event concerns. */
    public static Map<String, String> related(String role, String kind, UUID id) {
        return Map.of(PrefectEvent.RESOURCE_ID, "prefect." + kind + "." + id, PrefectEvent.ROLE, role);
    }
}
