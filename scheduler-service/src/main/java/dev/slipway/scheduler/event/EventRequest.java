package dev.slipway.scheduler.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The body of a query. Unknown names in it are ignored, as newer clients send some; unknown ones within the filter are refused,
 * since leaving a criterion out would match too much.
 */
record EventRequest(JsonObject json) {
    private static final ObjectMapper STRICT = WireJson.MAPPER
            .copy()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);

    /** Reads a request's body; none is an empty one. */
    static EventRequest of(@Nullable JsonObject json) {
        return new EventRequest(json == null ? new JsonObject() : json);
    }

    /** The filter of that name; null if the body has none. */
    <T> @Nullable T filter(String name, Class<T> type) {
        return switch (json.getValue(name)) {
            case null -> null;
            case JsonObject filter -> read(filter, type);
            default -> throw ApiProblem.invalid(name + " is not an object");
        };
    }

    /** A filter of its own. A criterion that is null asks nothing, as clients send it; a value that is null is none. */
    static <T> T read(JsonObject filter, Class<T> type) {
        if (hasNull(filter)) {
            throw ApiProblem.invalid("There is a null among the values of the filter.");
        }
        try {
            return STRICT.convertValue(filter.getMap(), type);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid(
                    e.getCause() instanceof JsonProcessingException why ? why.getOriginalMessage() : "not a filter");
        }
    }

    private static boolean hasNull(@Nullable Object value) {
        return switch (value) {
            case JsonArray list -> list.stream().anyMatch(one -> one == null || hasNull(one));
            case JsonObject object -> hasNullLabel(object) || object.stream().anyMatch(one -> hasNull(one.getValue()));
            case null, default -> false;
        };
    }

    private static boolean hasNullLabel(JsonObject resource) {
        return resource.getValue("labels") instanceof JsonObject labels
                && labels.stream().anyMatch(label -> label.getValue() == null);
    }

    /** How many events at most. */
    int limit(int most) {
        int limit = number("limit", most);
        if (limit < 0 || limit > most) {
            throw ApiProblem.invalid("Invalid limit: must be between 0 and " + most + ".");
        }
        return limit;
    }

    private int number(String name, int usual) {
        return switch (json.getValue(name)) {
            case null -> usual;
            case Number number -> number.intValue();
            default -> throw ApiProblem.invalid(name + " is not a number");
        };
    }
}
