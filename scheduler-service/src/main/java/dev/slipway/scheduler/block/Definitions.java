package dev.slipway.scheduler.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The definitions in a schema's fields, and what refers to them. */
final class Definitions {
    static final String KEY = "definitions";

    private static final String PLACE = "#/definitions/";
    private static final String REFERENCE = "$ref";
    private static final String SLUG = "block_type_slug";

    private Definitions() {}

    /** The definitions of fields; none if they have none. */
    static Map<String, Object> in(Map<String, Object> fields) {
        return fields.get(KEY) instanceof Map<?, ?> definitions ? map(definitions) : Map.of();
    }

    /** Those that are not of blocks, and that the object or one of themselves refers to. */
    static Map<String, Object> ofOthers(Object object, Map<String, Object> definitions) {
        var found = new LinkedHashMap<String, Object>();
        collect(object, definitions, found);
        return found;
    }

    private static void collect(Object object, Map<String, Object> definitions, Map<String, Object> found) {
        for (String name : referred(object)) {
            if (definitions.get(name) instanceof Map<?, ?> definition
                    && definition.get(SLUG) == null
                    && found.putIfAbsent(name, definition) == null) {
                collect(definition, definitions, found);
            }
        }
    }

    /** The definition of the block of that type that a property may hold. */
    static Optional<Map<String, Object>> ofBlock(
            Map<String, Object> fields, String property, String slug, Map<String, Object> definitions) {
        var holder = fields.get("properties") instanceof Map<?, ?> properties ? properties.get(property) : null;
        var names = referred(holder);
        return names.stream()
                .map(definitions::get)
                .filter(definition ->
                        definition instanceof Map<?, ?> block && (names.size() == 1 || slug.equals(block.get(SLUG))))
                .map(definition -> map((Map<?, ?>) definition))
                .findFirst();
    }

    /** Names of the definitions that are referred to somewhere inside, in their order. */
    private static List<String> referred(@Nullable Object object) {
        var names = new ArrayList<String>();
        switch (object) {
            case Map<?, ?> map -> {
                if (map.get(REFERENCE) instanceof String place && !place.isEmpty()) {
                    names.add(place.replace(PLACE, ""));
                }
                map.values().forEach(value -> names.addAll(referred(value)));
            }
            case List<?> list -> list.forEach(value -> names.addAll(referred(value)));
            case null, default -> {}
        }
        return names;
    }

    /** JSON objects have texts as keys. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }
}
