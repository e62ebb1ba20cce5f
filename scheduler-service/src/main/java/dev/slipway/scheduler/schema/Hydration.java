package dev.slipway.scheduler.schema;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns values that say what they are ({@code __prefect_kind}) into the values that they mean. */
public final class Hydration {
    private static final String KIND = "__prefect_kind";

    private Hydration() {}

    /** The names of workspace variables that the values refer to. */
    public static Set<String> variableNames(JsonObject values) {
        var names = new LinkedHashSet<String>();
        collect(values, names);
        return names;
    }

    private static void collect(@Nullable Object value, Set<String> names) {
        if (value instanceof JsonObject object) {
            if ("workspace_variable".equals(object.getValue(KIND))) {
                names.add(String.valueOf(object.getValue("variable_name")));
            }
            object.forEach(entry -> collect(entry.getValue(), names));
        } else if (value instanceof JsonArray array) {
            array.forEach(element -> collect(element, names));
        }
    }

    /**
     * The values with every kind resolved.
     *
     * @param variables the values of workspace variables by their names
     */
    public static JsonObject hydrate(JsonObject values, Map<String, Object> variables) {
        var hydrated = new JsonObject();
        values.forEach(entry -> hydrated.put(entry.getKey(), hydrated(entry.getValue(), variables)));
        return hydrated;
    }

    private static @Nullable Object hydrated(@Nullable Object value, Map<String, Object> variables) {
        return switch (value) {
            case JsonObject object when object.containsKey(KIND) -> resolved(object, variables);
            case JsonObject object -> hydrate(object, variables);
            case JsonArray array -> {
                var elements = new JsonArray();
                array.forEach(element -> elements.add(hydrated(element, variables)));
                yield elements;
            }
            case null, default -> value;
        };
    }

    private static @Nullable Object resolved(JsonObject object, Map<String, Object> variables) {
        var kind = String.valueOf(object.getValue(KIND));
        return switch (kind) {
            case "none", "null" -> hydrated(object.getValue("value"), variables);
            case "json" -> parsed(object.getValue("value"), variables);
            case "workspace_variable" -> variable(String.valueOf(object.getValue("variable_name")), variables);
            default -> throw ApiProblem.of(400, "Parameters of the kind '" + kind + "' are not supported.");
        };
    }

    private static @Nullable Object parsed(@Nullable Object text, Map<String, Object> variables) {
        if (!(text instanceof String json)) {
            return hydrated(text, variables);
        }
        try {
            return hydrated(Json.decodeValue(json), variables);
        } catch (DecodeException e) {
            throw ApiProblem.of(400, "Invalid JSON: " + json);
        }
    }

    private static Object variable(String name, Map<String, Object> variables) {
        var value = variables.get(name);
        if (value == null) {
            throw ApiProblem.of(400, "Variable '" + name + "' not found in workspace.");
        }
        return value;
    }
}
