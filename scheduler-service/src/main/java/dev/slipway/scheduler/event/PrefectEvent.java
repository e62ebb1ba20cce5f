package dev.slipway.scheduler.event;

import dev.slipway.scheduler.json.WireTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event in Prefect's format.
 *
 * @param id given by who saw it happen; the same event sent again has the same id
 * @param related each with {@code prefect.resource.id} and {@code prefect.resource.role}
 * @param follows the event before this one in a chain
 */
public record PrefectEvent(
        UUID id,
        Instant occurred,
        Instant received,
        String event,
        Map<String, String> resource,
        List<Map<String, String>> related,
        Map<String, Object> payload,
        @Nullable UUID follows) {
    static final String RESOURCE_ID = "prefect.resource.id";
    static final String ROLE = "prefect.resource.role";
    static final int LONGEST_NAME = 1_024;
    private static final int MOST_LABELS = 500;
    static final int MOST_RELATED = 100;

    /**
     * Reads an event as it is sent.
     *
     * @param received used if the event does not say
     * @throws IllegalArgumentException if it is not an event or exceeds Prefect's limits
     */
    public static PrefectEvent of(Map<String, Object> sent, Instant received) {
        try {
            return read(StorableText.of(sent), received).checked();
        } catch (DateTimeException | ClassCastException e) {
            throw new IllegalArgumentException("not an event", e);
        }
    }

    private static PrefectEvent read(Map<String, Object> sent, Instant received) {
        @Nullable Object receivedThen = sent.get("received");
        @Nullable Object follows = sent.get("follows");
        return new PrefectEvent(
                UUID.fromString(text(sent, "id")),
                WireTimes.parse(text(sent, "occurred")).truncatedTo(ChronoUnit.MICROS),
                (receivedThen == null ? received : WireTimes.parse(receivedThen.toString()))
                        .truncatedTo(ChronoUnit.MICROS),
                text(sent, "event"),
                labels(sent.get("resource")),
                related(sent.get("related")),
                object(sent.get("payload")),
                follows == null ? null : UUID.fromString(follows.toString()));
    }

    /** What the event is about. */
    public String resourceId() {
        return resource.getOrDefault(RESOURCE_ID, "");
    }

    /** The id of the object that the event is about, if it is one of {@code kind}, as {@code prefect.task-run}. */
    public Optional<UUID> subject(String kind) {
        return objectId(resourceId(), kind);
    }

    /** The id of the first related object in that role. */
    public Optional<UUID> relatedIn(String role, String kind) {
        return related.stream()
                .filter(resource -> role.equals(resource.get(ROLE)))
                .findFirst()
                .flatMap(resource -> objectId(resource.getOrDefault(RESOURCE_ID, ""), kind));
    }

    /** The event as it is sent on, with {@code received}. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", id.toString());
        map.put("occurred", WireTimes.format(occurred));
        map.put("event", event);
        map.put("resource", resource);
        map.put("related", related);
        map.put("payload", payload);
        map.put("follows", follows == null ? null : follows.toString());
        map.put("received", WireTimes.format(received));
        return nonNullView(map);
    }

    String[] relatedIds() {
        return related.stream()
                .map(resource -> resource.getOrDefault(RESOURCE_ID, ""))
                .toArray(String[]::new);
    }

    // the contracts' map type does not say that values may be null, which JSON null needs
    @SuppressWarnings("NullAway")
    private static Map<String, Object> nonNullView(Map<String, @Nullable Object> map) {
        return map;
    }

    private PrefectEvent checked() {
        if (resourceId().isEmpty()
                || related.stream().anyMatch(r -> !r.containsKey(RESOURCE_ID) || !r.containsKey(ROLE))) {
            throw new IllegalArgumentException("a resource has no " + RESOURCE_ID + " or no " + ROLE);
        }
        if (event.length() > LONGEST_NAME || resource.size() > MOST_LABELS || related.size() > MOST_RELATED) {
            throw new IllegalArgumentException("the event is too large");
        }
        return this;
    }

    private static Optional<UUID> objectId(String resourceId, String kind) {
        if (!resourceId.startsWith(kind + ".")) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(resourceId.substring(kind.length() + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(Map<String, Object> map, String key) {
        if (map.get(key) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new IllegalArgumentException("the event has no " + key);
    }

    static Map<String, String> labels(@Nullable Object value) {
        var labels = new LinkedHashMap<String, String>();
        object(value).forEach((name, label) -> labels.put(name, String.valueOf(label)));
        return labels;
    }

    static List<Map<String, String>> related(@Nullable Object value) {
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(PrefectEvent::labels).toList();
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static Map<String, Object> object(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
