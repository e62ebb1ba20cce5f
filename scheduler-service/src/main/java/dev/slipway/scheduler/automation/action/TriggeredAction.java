package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.automation.trigger.Firing;
import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.json.WireTimes;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be done because an automation was triggered.
 *
 * @param automation as it was then
 * @param event what the action is about; null for a silence that nothing came before
 * @param action what to do
 * @param index its number among the actions of the firing
 * @param triggeredEventId the event that told of the firing
 * @param attempt how often it was begun
 */
public record TriggeredAction(
        UUID id,
        String workspace,
        JsonObject automation,
        Firing firing,
        @Nullable PrefectEvent event,
        JsonObject action,
        int index,
        UUID triggeredEventId,
        int attempt) {

    UUID automationId() {
        return UUID.fromString(automation.getString("id"));
    }

    String automationName() {
        return automation.getString("name");
    }

    String type() {
        return action.getString("type");
    }

    /** Runs with the same key are made once. */
    String idempotencyKey() {
        return "automation " + automationId() + ", action " + index + ", invocation " + id;
    }

    /** The id that the action names, if it does. */
    Optional<UUID> selected(String idField) {
        return Optional.ofNullable(action.getString(idField)).map(UUID::fromString);
    }

    /** What is stored until it was carried out; the rest has columns of its own. */
    JsonObject toJson() {
        return new JsonObject()
                .put("automation", automation)
                .put("firing", firing.toJson())
                .put("event", event == null ? null : new JsonObject(event.toMap()))
                .put("action", action)
                .put("triggered_event_id", triggeredEventId.toString());
    }

    static TriggeredAction of(UUID id, String workspace, int index, int attempt, JsonObject json) {
        var firing = Firing.of(json.getJsonObject("firing"));
        var event = json.getJsonObject("event");
        return new TriggeredAction(
                id,
                workspace,
                json.getJsonObject("automation"),
                firing,
                event == null ? null : PrefectEvent.of(event.getMap(), firing.triggered()),
                json.getJsonObject("action"),
                index,
                UUID.fromString(json.getString("triggered_event_id")),
                attempt);
    }

    String triggered() {
        return WireTimes.format(firing.triggered());
    }
}
