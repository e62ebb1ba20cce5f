package dev.slipway.dispatcher.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed reading of a rendered configuration; a wrong type is told to the owner of the run by the key's name. */
record JsonValues(Map<String, Object> values) {

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Nullable
    Object raw(String key) {
        return values.get(key);
    }

    /** Null if absent, null or empty. */
    @Nullable
    String text(String key) {
        Object value = values.get(key);
        return switch (value) {
            case null -> null;
            case String text -> text.isBlank() ? null : text;
            case Number number -> number.toString();
            default -> throw wrong(key, "a text");
        };
    }

    boolean flag(String key) {
        Object value = values.get(key);
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case String text when text.equalsIgnoreCase("true") -> true;
            case String text when text.equalsIgnoreCase("false") -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    List<String> texts(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw wrong(key, "a list of texts");
        }
        return list.stream().map(String.class::cast).toList();
    }

    /** Values as Python writes them; null values stay. */
    Map<String, @Nullable String> textMap(String key) {
        var texts = new LinkedHashMap<String, @Nullable String>();
        object(key).forEach((name, value) -> texts.put(name, value == null ? null : PythonText.of(value)));
        return texts;
    }

    Map<String, Object> object(String key) {
        Object value = values.get(key);
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> map -> map(map);
            default -> throw wrong(key, "an object");
        };
    }

    static InvalidConfiguration wrong(String key, String expected) {
        return new InvalidConfiguration(key + " must be " + expected + ".");
    }
}
