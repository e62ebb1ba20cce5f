package dev.slipway.gateway.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Text frames as JSON. */
public final class Frames {
    private Frames() {}

    /** The object that a frame holds; empty if it holds anything else. */
    public static Optional<JsonNode> object(String frame) {
        try {
            JsonNode read = Json.MAPPER.readTree(frame);
            return read.isObject() ? Optional.of(read) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A frame of that type with one field, as Prefect's server sends them. */
    public static String of(String type, String field, Object value) {
        try {
            var frame = new LinkedHashMap<String, Object>();
            frame.put("type", type);
            frame.put(field, value);
            return Json.MAPPER.writeValueAsString(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
