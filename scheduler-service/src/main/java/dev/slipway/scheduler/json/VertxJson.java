package dev.slipway.scheduler.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The database client's JSON values inside records. */
final class VertxJson {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final TypeReference<List<Object>> LIST = new TypeReference<>() {};

    private VertxJson() {}

    static final class ObjectWriter extends JsonSerializer<JsonObject> {
        @Override
        public void serialize(JsonObject value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            serializers.defaultSerializeValue(value.getMap(), out);
        }
    }

    static final class ArrayWriter extends JsonSerializer<JsonArray> {
        @Override
        public void serialize(JsonArray value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            serializers.defaultSerializeValue(value.getList(), out);
        }
    }

    static final class ObjectReader extends JsonDeserializer<JsonObject> {
        @Override
        public JsonObject deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return new JsonObject(context.<Map<String, Object>>readValue(
                    in, context.getTypeFactory().constructType(MAP)));
        }
    }

    static final class ArrayReader extends JsonDeserializer<JsonArray> {
        @Override
        public JsonArray deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return new JsonArray(
                    context.<List<Object>>readValue(in, context.getTypeFactory().constructType(LIST)));
        }
    }
}
