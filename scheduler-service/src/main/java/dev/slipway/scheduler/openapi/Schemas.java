package dev.slipway.scheduler.openapi;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.slipway.scheduler.json.WireJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON schemas of what is written and read, as the mapper writes and reads it. */
final class Schemas {
    private static final Map<Class<?>, String> SIMPLE = Map.ofEntries(
            Map.entry(String.class, "string"),
            Map.entry(byte[].class, "string"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(int.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(JsonArray.class, "array"));
    private static final Map<Class<?>, String> FORMATS = Map.of(UUID.class, "uuid", Instant.class, "date-time");

    private final Map<String, JsonObject> named = new TreeMap<>();
    private final Map<JavaType, String> names = new HashMap<>();

    /** Those that others refer to. */
    JsonObject named() {
        return new JsonObject(new LinkedHashMap<>(named));
    }

    JsonObject of(Type type) {
        return of(WireJson.MAPPER.constructType(type));
    }

    static boolean isNullable(AnnotatedElement element) {
        return element.isAnnotationPresent(Nullable.class);
    }

    private JsonObject of(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (SIMPLE.containsKey(raw)) {
            return new JsonObject().put("type", SIMPLE.get(raw));
        }
        if (FORMATS.containsKey(raw)) {
            return new JsonObject().put("type", "string").put("format", FORMATS.get(raw));
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return new JsonObject().put("type", "array").put("items", of(type.getContentType()));
        }
        if (type.isMapLikeType()) {
            return new JsonObject().put("type", "object").put("additionalProperties", of(type.getContentType()));
        }
        return raw == JsonObject.class ? new JsonObject().put("type", "object") : described(type);
    }

    private JsonObject described(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == Object.class) {
            return new JsonObject();
        }
        if (type.isEnumType()) {
            var values = new JsonArray();
            Stream.of(raw.getEnumConstants())
                    .forEach(value -> values.add(WireJson.MAPPER.convertValue(value, String.class)));
            return new JsonObject().put("type", "string").put("enum", values);
        }
        BeanDescription bean = WireJson.MAPPER.getSerializationConfig().introspect(type);
        AnnotatedMember value = bean.findJsonValueAccessor();
        return value != null ? of(value.getType()) : ApiDocument.reference(name(type, bean));
    }

    /** Registered before its parts are described: they may refer to it. */
    private String name(JavaType type, BeanDescription bean) {
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = free(type);
        names.put(type, name);
        named.put(name, new JsonObject());
        named.put(name, object(type, bean));
        return name;
    }

    private String free(JavaType type) {
        String simple = type.getRawClass().getSimpleName().replaceFirst("View$", "");
        String name = type.containedTypeCount() == 0
                ? simple
                : type.containedType(0).getRawClass().getSimpleName() + simple;
        return named.containsKey(name)
                ? type.getRawClass().getPackageName().replaceFirst(".*\\.", "") + "." + name
                : name;
    }

    /** Answers have every field; what may be null or has a default may be missing in a request. */
    private JsonObject object(JavaType type, BeanDescription bean) {
        var properties = new JsonObject();
        var required = new JsonArray();
        boolean isAsked = type.getRawClass().getSimpleName().endsWith("Request");
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (property.couldSerialize()) {
                JsonObject schema = of(property.getPrimaryType());
                boolean isNullable = isNullable(type, property);
                properties.put(property.getName(), isNullable ? orNull(schema) : schema);
                if (!isAsked || !(isNullable || property.getPrimaryType().isPrimitive())) {
                    required.add(property.getName());
                }
            }
        }
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("required", required);
    }

    private static boolean isNullable(JavaType type, BeanPropertyDefinition property) {
        RecordComponent[] components = type.getRawClass().getRecordComponents();
        return components != null
                && Arrays.stream(components)
                        .filter(component -> component.getName().equals(property.getInternalName()))
                        .anyMatch(component -> isNullable(component.getAnnotatedType()));
    }

    private static JsonObject orNull(JsonObject schema) {
        return new JsonObject().put("anyOf", new JsonArray().add(schema).add(new JsonObject().put("type", "null")));
    }
}
