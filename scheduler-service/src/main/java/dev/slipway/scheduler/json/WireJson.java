package dev.slipway.scheduler.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prefect's dialect: snake_case names, every field present, times in UTC with microseconds. */
public final class WireJson {
    /** Shared and safe for use by many threads. */
    public static final ObjectMapper MAPPER = configure(new ObjectMapper());

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private WireJson() {}

    static ObjectMapper configure(ObjectMapper mapper) {
        return mapper.registerModule(new JavaTimeModule())
                .registerModule(module())
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private static SimpleModule module() {
        return new SimpleModule("wire")
                .addSerializer(Instant.class, new WireTimes.Writer())
                .addDeserializer(Instant.class, new WireTimes.Reader())
                .addSerializer(JsonObject.class, new VertxJson.ObjectWriter())
                .addSerializer(JsonArray.class, new VertxJson.ArrayWriter())
                .addDeserializer(JsonObject.class, new VertxJson.ObjectReader())
                .addDeserializer(JsonArray.class, new VertxJson.ArrayReader());
    }

    /** A value as the JSON object that clients see. */
    public static JsonObject object(Object value) {
        return new JsonObject(MAPPER.convertValue(value, MAP));
    }

    /** A record from the JSON object that a client sent or the database holds. */
    public static <T> T read(JsonObject json, Class<T> type) {
        return MAPPER.convertValue(json.getMap(), type);
    }

    /** A value as the JSON text that clients see; to be bound as {@code $1::text::jsonb}. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + value.getClass(), e);
        }
    }

    /** A record from JSON text that {@link #text} made; without the detour over maps. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName(), e);
        }
    }

    /** Any JSON value in a form that can be bound to a jsonb parameter. */
    @SuppressWarnings("unchecked")
    public static @Nullable Object jsonb(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> new JsonObject((Map<String, Object>) map);
            case List<?> list -> new JsonArray(list);
            case null, default -> value;
        };
    }
}
