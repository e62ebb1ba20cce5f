package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Cause;
import dev.slipway.scheduler.automation.Automation;
import dev.slipway.scheduler.automation.action.ActionRepository;
import dev.slipway.scheduler.automation.action.TriggeredAction;
import dev.slipway.scheduler.automation.trigger.EventTrigger;
import dev.slipway.scheduler.automation.trigger.Firing;
import dev.slipway.scheduler.automation.trigger.Trigger;
import dev.slipway.scheduler.event.EventLog;
import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.json.WireJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows when a trigger fires: the one around it may fire, or the automation's actions are queued. */
@ApplicationScoped
class Fire {
    private final BucketRepository buckets;
    private final ActionRepository actions;
    private final EventLog log;
    private final Clock clock;
    private final Ids ids;

    Fire(BucketRepository buckets, ActionRepository actions, EventLog log, Clock clock, Ids ids) {
        this.buckets = buckets;
        this.actions = actions;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    /** An event trigger has seen what it waits for. */
    Uni<Void> event(
            SqlConnection tx,
            Triggers.Watched watched,
            EventTrigger trigger,
            Map<String, String> labels,
            @Nullable PrefectEvent cause) {
        return fire(tx, watched, firing(trigger, labels, List.of(), cause));
    }

    private Uni<Void> fire(SqlConnection tx, Triggers.Watched watched, Firing firing) {
        var parent = watched.trigger().parentOf(firing.triggerId());
        if (parent.isEmpty()) {
            return act(tx, watched.automation(), firing);
        }
        return buckets.kept(tx, parent.get()).chain(kept -> {
            var composed = parent.get().with(firing, kept);
            return buckets.keep(tx, watched.automation().id(), parent.get(), composed.kept())
                    .chain(() -> composed.isFired()
                            ? fire(tx, watched, firing(parent.get(), Map.of(), composed.causes(), firing.event()))
                            : Uni.createFrom().voidItem());
        });
    }

    private Firing firing(
            Trigger trigger, Map<String, String> labels, List<Firing> causes, @Nullable PrefectEvent event) {
        return new Firing(ids.next(), trigger.toJson(), now(), labels, causes, event);
    }

    /** As precise as times are stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<Void> act(SqlConnection tx, Automation automation, Firing firing) {
        var triggered = triggered(automation, firing);
        var json = WireJson.object(automation);
        var queue = new ArrayList<TriggeredAction>();
        automation
                .actions()
                .forEach(action -> queue.add(action(
                        queue.size(), automation, json, firing, firing.event(), (JsonObject) action, triggered.id())));
        automation
                .actionsOnTrigger()
                .forEach(action -> queue.add(action(
                        queue.size(), automation, json, firing, triggered, (JsonObject) action, triggered.id())));
        return log.append(tx, automation.workspace(), List.of(triggered), Cause.NONE)
                .chain(() -> actions.add(tx, queue));
    }

    private TriggeredAction action(
            int index,
            Automation automation,
            JsonObject json,
            Firing firing,
            @Nullable PrefectEvent event,
            JsonObject action,
            UUID triggered) {
        return new TriggeredAction(
                ids.next(), automation.workspace(), json, firing, event, action, index, triggered, 0);
    }

    private PrefectEvent triggered(Automation automation, Firing firing) {
        var resource = new LinkedHashMap<String, String>();
        resource.put("prefect.resource.id", "prefect.automation." + automation.id());
        resource.put("prefect.resource.name", automation.name());
        var posture = firing.trigger().getString("posture");
        if (posture != null) {
            resource.put("prefect.posture", posture);
        }
        PrefectEvent cause = firing.event();
        var payload = new LinkedHashMap<String, @Nullable Object>();
        payload.put("triggering_labels", firing.labels());
        payload.put("triggering_event", cause == null ? null : cause.toMap());
        return new PrefectEvent(
                ids.next(),
                firing.triggered(),
                firing.triggered(),
                "prefect.automation.triggered",
                resource,
                cause == null ? List.of() : List.of(link(cause)),
                nonNullView(payload),
                null);
    }

    private static Map<String, String> link(PrefectEvent cause) {
        return Map.of(
                "prefect.resource.id", "prefect.event." + cause.id(), "prefect.resource.role", "triggering-event");
    }

    // events are JSON, where null is a value
    @SuppressWarnings("NullAway")
    private static Map<String, Object> nonNullView(Map<String, @Nullable Object> map) {
        return map;
    }
}
