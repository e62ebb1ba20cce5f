package dev.slipway.scheduler.automation.trigger;

import dev.slipway.scheduler.event.PrefectEvent;
import dev.slipway.scheduler.json.WireTimes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One time that a trigger saw what it waits for.
 *
 * @param trigger as it was then
 * @param labels the values by which the trigger counts apart
 * @param causes the firings that a composite trigger waited for
 * @param event the one that completed it, or the last one before a silence
 */
public record Firing(
        UUID id,
        JsonObject trigger,
        Instant triggered,
        Map<String, String> labels,
        List<Firing> causes,
        @Nullable PrefectEvent event) {

    /** Which trigger fired. */
    public UUID triggerId() {
        return UUID.fromString(trigger.getString("id"));
    }

    /** Itself, and the firings that led to it. */
    public Stream<Firing> all() {
        return Stream.concat(Stream.of(this), causes.stream().flatMap(Firing::all));
    }

    /** In Prefect's form. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("trigger", trigger)
                .put("trigger_states", new JsonArray().add("Triggered"))
                .put("triggered", WireTimes.format(triggered))
                .put("triggering_labels", new JsonObject(new LinkedHashMap<>(labels)))
                .put(
                        "triggering_firings",
                        new JsonArray(causes.stream().map(Firing::toJson).toList()))
                .put("triggering_event", event == null ? null : new JsonObject(event.toMap()))
                .putNull("triggering_value");
    }

    /** Reads what {@link #toJson} wrote. */
    public static Firing of(JsonObject json) {
        var labels = new LinkedHashMap<String, String>();
        json.getJsonObject("triggering_labels").forEach(label -> labels.put(label.getKey(), (String) label.getValue()));
        var triggered = WireTimes.parse(json.getString("triggered"));
        var event = json.getJsonObject("triggering_event");
        return new Firing(
                UUID.fromString(json.getString("id")),
                json.getJsonObject("trigger"),
                triggered,
                labels,
                json.getJsonArray("triggering_firings").stream()
                        .map(cause -> of((JsonObject) cause))
                        .toList(),
                event == null ? null : PrefectEvent.of(event.getMap(), triggered));
    }
}
