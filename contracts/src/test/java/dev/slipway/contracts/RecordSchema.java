package dev.slipway.contracts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON Schema that a record's components mean: names, types, and which of them must be there. */
final class RecordSchema {
    private RecordSchema() {}

    static ObjectNode of(Class<?> type) {
        ObjectNode schema = node("object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            AnnotatedType annotated = component.getAnnotatedType();
            properties.set(component.getName(), ofType(component.getGenericType()));
            if (!annotated.isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        return schema;
    }

    private static ObjectNode ofType(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == UUID.class) {
            return node("string").put("format", "uuid");
        }
        if (plain == Instant.class) {
            return node("string").put("format", "date-time");
        }
        if (plain.isEnum()) {
            ObjectNode schema = node("string");
            Arrays.stream(plain.getEnumConstants()).map(String::valueOf).forEach(schema.putArray("enum")::add);
            return schema;
        }
        return plain.isRecord() ? of(plain) : node(simple(plain));
    }

    private static ObjectNode ofGeneric(ParameterizedType generic) {
        if (generic.getRawType() == List.class) {
            ObjectNode schema = node("array");
            schema.set("items", ofType(generic.getActualTypeArguments()[0]));
            return schema;
        }
        if (generic.getRawType() == Map.class) {
            return node("object");
        }
        throw new IllegalArgumentException("no schema for " + generic);
    }

    private static String simple(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> "string";
            case "int", "long", "Integer", "Long" -> "integer";
            case "double", "Double" -> "number";
            case "boolean", "Boolean" -> "boolean";
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }

    private static ObjectNode node(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }
}
