package dev.slipway.gateway.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.slipway.contracts.Ids;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.client.v1.ClientEventReceived;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what clients send into facts, within the limits of Prefect's server. */
final class ClientEventMapper {
    private static final int LONGEST_EVENT = 1_500_000;
    private static final int LONGEST_NAME = 1024;
    private static final int MOST_LABELS = 500;
    private static final int MOST_RELATED = 100;
    private static final String ID = "prefect.resource.id";
    private static final String ROLE = "prefect.resource.role";
    private static final String FLOW_RUN = "prefect.flow-run.";
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final String workspace;
    private final Ids ids;

    ClientEventMapper(String workspace, Ids ids) {
        this.workspace = workspace;
        this.ids = ids;
    }

    /** The fact that a frame reports. */
    ClientEventReceived received(String frame, Instant now) {
        if (frame.getBytes(StandardCharsets.UTF_8).length > LONGEST_EVENT) {
            throw new InvalidEvent("an event has at most " + LONGEST_EVENT + " bytes");
        }
        try {
            return received(Json.MAPPER.readTree(frame), now);
        } catch (JsonProcessingException e) {
            throw new InvalidEvent("not JSON");
        }
    }

    /** The fact that an object reports. */
    ClientEventReceived received(JsonNode sent, Instant now) {
        if (!(sent instanceof ObjectNode event)) {
            throw new InvalidEvent("an event is an object");
        }
        name(event);
        occurred(event);
        String resourceId = resource(event.path("resource"), "resource");
        UUID flowRunId = related(event.path("related"));
        if (!event.path("payload").isObject() && !isAbsent(event.path("payload"))) {
            throw new InvalidEvent("payload is an object");
        }
        UUID id = id(event);
        withoutNul(event);
        return new ClientEventReceived(workspace, id, flowRunId, resourceId, now, Json.MAPPER.convertValue(event, MAP));
    }

    private static void name(ObjectNode event) {
        String name = event.path("event").asText();
        if (!event.path("event").isTextual() || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new InvalidEvent("event is a name of 1 to " + LONGEST_NAME + " characters");
        }
    }

    private static void occurred(ObjectNode event) {
        try {
            OffsetDateTime.parse(event.path("occurred").asText().replace(' ', 'T'));
        } catch (DateTimeException e) {
            throw new InvalidEvent("occurred is a time with an offset");
        }
    }

    private UUID id(ObjectNode event) {
        JsonNode id = event.path("id");
        if (isAbsent(id)) {
            UUID given = ids.next();
            event.put("id", given.toString());
            return given;
        }
        UUID read = uuid(id.asText());
        if (read == null) {
            throw new InvalidEvent("id is a UUID");
        }
        return read;
    }

    private static String resource(JsonNode resource, String what) {
        if (!resource.isObject() || resource.size() > MOST_LABELS) {
            throw new InvalidEvent(what + " is an object with at most " + MOST_LABELS + " labels");
        }
        String id = resource.path(ID).asText();
        if (!resource.path(ID).isTextual() || id.isBlank()) {
            throw new InvalidEvent(what + " needs the label " + ID);
        }
        return id;
    }

    private static @Nullable UUID related(JsonNode related) {
        if (isAbsent(related)) {
            return null;
        }
        if (!related.isArray() || related.size() > MOST_RELATED) {
            throw new InvalidEvent("related is a list of at most " + MOST_RELATED + " resources");
        }
        UUID flowRunId = null;
        for (JsonNode resource : related) {
            String id = resource(resource, "a related resource");
            if (!resource.path(ROLE).isTextual()) {
                throw new InvalidEvent("a related resource needs the label " + ROLE);
            }
            if (resource.path(ROLE).asText().equals("flow-run") && id.startsWith(FLOW_RUN)) {
                flowRunId = uuid(id.substring(FLOW_RUN.length()));
            }
        }
        return flowRunId;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** PostgreSQL can't store the character 0, in text nor in jsonb. */
    private static void withoutNul(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (hasNul(field.getValue())) {
                    field.setValue(cleaned(field.getValue()));
                } else {
                    withoutNul(field.getValue());
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int at = 0; at < array.size(); at++) {
                if (hasNul(array.get(at))) {
                    array.set(at, cleaned(array.get(at)));
                } else {
                    withoutNul(array.get(at));
                }
            }
        }
    }

    private static boolean hasNul(JsonNode node) {
        return node.isTextual() && node.textValue().indexOf('\0') >= 0;
    }

    private static TextNode cleaned(JsonNode text) {
        return TextNode.valueOf(text.textValue().replace("\0", ""));
    }
}
