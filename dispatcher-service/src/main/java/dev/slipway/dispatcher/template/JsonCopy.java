package dev.slipway.dispatcher.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of JSON values that may be changed without changing what they were copied from. */
final class JsonCopy {
    private JsonCopy() {}

    static Map<String, Object> map(Map<?, ?> original) {
        var copy = new LinkedHashMap<String, Object>();
        original.forEach((key, value) -> copy.put(String.valueOf(key), any(value)));
        return copy;
    }

    static List<Object> list(List<?> original) {
        var copy = new ArrayList<Object>();
        original.forEach(value -> copy.add(any(value)));
        return copy;
    }

    static @Nullable Object any(@Nullable Object original) {
        return switch (original) {
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case null, default -> original;
        };
    }
}
