package dev.slipway.scheduler.automation.action;

import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Cause;
import dev.slipway.scheduler.event.EventLog;
import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what became of actions: {@code prefect.automation.action.triggered}, then {@code executed} or {@code failed}. */
@ApplicationScoped
class ActionEvents {
    /** Only close neighbours are linked: there the order of arrival may deceive. */
    private static final Duration TIGHT = Duration.ofMinutes(5);

    private final EventLog log;
    private final Clock clock;
    private final Ids ids;

    ActionEvents(EventLog log, Clock clock, Ids ids) {
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    Uni<Void> executed(SqlConnection tx, TriggeredAction action, Report report) {
        return tell(tx, action, report, "executed", Map.of());
    }

    Uni<Void> failed(SqlConnection tx, TriggeredAction action, Report report, String reason) {
        return tell(tx, action, report, "failed", Map.of("reason", reason));
    }

    /** A block was opened for an action. */
    Uni<Void> loaded(SqlConnection tx, String workspace, UUID id, String name, String typeSlug) {
        var event = new JsonObject()
                .put("id", ids.next().toString())
                .put("occurred", WireTimes.format(clock.instant()))
                .put("event", "prefect.block." + typeSlug + ".loaded")
                .put(
                        "resource",
                        new JsonObject()
                                .put("prefect.resource.id", "prefect.block-document." + id)
                                .put("prefect.resource.name", name))
                .put(
                        "related",
                        new io.vertx.core.json.JsonArray()
                                .add(new JsonObject()
                                        .put("prefect.resource.id", "prefect.block-type." + typeSlug)
                                        .put("prefect.resource.role", "block-type")));
        return log.append(tx, workspace, plain(event), Cause.NONE);
    }

    private Uni<Void> tell(
            SqlConnection tx, TriggeredAction action, Report report, String outcome, Map<String, Object> reason) {
        var triggered = ids.next();
        var payload = payload(action);
        var first = event(triggered, action.triggered(), "triggered", action, report, payload);
        first.put("follows", follows(action));
        var result = payload.copy();
        reason.forEach(result::put);
        report.details().forEach(result::put);
        var second = event(ids.next(), WireTimes.format(clock.instant()), outcome, action, report, result);
        second.put("follows", triggered.toString());
        return log.append(tx, action.workspace(), plain(first), Cause.NONE)
                .chain(() -> log.append(tx, action.workspace(), plain(second), Cause.NONE));
    }

    private static JsonObject payload(TriggeredAction action) {
        return new JsonObject()
                .put("action_index", action.index())
                .put("action_type", action.type())
                .put("invocation", action.id().toString());
    }

    private static JsonObject event(
            UUID id, String occurred, String outcome, TriggeredAction action, Report report, JsonObject payload) {
        return new JsonObject()
                .put("id", id.toString())
                .put("occurred", occurred)
                .put("event", "prefect.automation.action." + outcome)
                .put("resource", resource(action))
                .put("related", related(action, report))
                .put("payload", payload);
    }

    private static Map<String, String> resource(TriggeredAction action) {
        var trigger = action.automation().getJsonObject("trigger");
        var resource = new LinkedHashMap<String, String>();
        resource.put("prefect.resource.id", "prefect.automation." + action.automationId());
        resource.put("prefect.resource.name", action.automationName());
        resource.put("prefect.trigger-type", trigger.getString("type"));
        if (trigger.containsKey("posture")) {
            resource.put("prefect.posture", trigger.getString("posture"));
        }
        return resource;
    }

    private static List<Map<String, String>> related(TriggeredAction action, Report report) {
        var related = new ArrayList<>(report.related());
        related.add(link("automation-triggered-event", action.triggeredEventId()));
        var event = action.event();
        if (event != null) {
            related.add(link("triggering-event", event.id()));
        }
        return related;
    }

    private static Map<String, String> link(String role, UUID event) {
        return Map.of("prefect.resource.id", "prefect.event." + event, "prefect.resource.role", role);
    }

    private static @Nullable String follows(TriggeredAction action) {
        PrefectEvent event = action.event();
        boolean isTight = event != null
                && Duration.between(event.occurred(), action.firing().triggered())
                                .abs()
                                .compareTo(TIGHT)
                        < 0;
        return event != null && isTight ? event.id().toString() : null;
    }

    /** Without wrappers of the JSON library, as events travel. */
    private static Map<String, Object> plain(JsonObject event) {
        return new JsonObject(event.encode()).getMap();
    }
}
