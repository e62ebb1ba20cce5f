package dev.slipway.builder.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Typed access to a mapping of the file; what is wrong is told with path, line and example. */
record Fields(YamlDocument document, String path, Map<String, @Nullable Object> values) {
    static Fields of(YamlDocument document, String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw document.invalid(path, "must be a mapping (key: value), not " + kind(value) + ".");
        }
        return new Fields(document, path, strings(map));
    }

    static Map<String, @Nullable Object> strings(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new java.util.LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    ManifestInvalid invalid(String key, String problem) {
        return document.invalid(at(key), problem);
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    String required(String key, String example) {
        String value = text(key);
        if (value == null || value.isBlank()) {
            throw invalid(key, "is missing; write for example " + key + ": " + example);
        }
        return value;
    }

    @Nullable
    String text(String key) {
        Object value = values.get(key);
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Number number -> number.toString();
            default -> throw invalid(key, "must be text, not " + kind(value) + ".");
        };
    }

    boolean flag(String key, boolean otherwise) {
        Boolean flag = flag(key);
        return flag == null ? otherwise : flag;
    }

    /** Null if the file doesn't say. */
    @Nullable
    Boolean flag(String key) {
        Object value = values.get(key);
        if (value == null || "".equals(value)) {
            return null;
        }
        return switch (value) {
            case Boolean flag -> flag;
            case String text when text.equalsIgnoreCase("true") -> true;
            case String text when text.equalsIgnoreCase("false") -> false;
            default -> throw invalid(key, "must be true or false, not " + kind(value) + ".");
        };
    }

    @Nullable
    Integer positive(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        if (value instanceof String text && text.matches("[1-9]\\d{0,8}")) {
            return Integer.valueOf(text);
        }
        throw invalid(key, "must be a whole number above 0, not " + kind(value) + ".");
    }

    Map<String, @Nullable Object> map(String key) {
        Object value = values.get(key);
        return value == null ? Map.of() : of(document, at(key), value).values();
    }

    List<@Nullable Object> list(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw invalid(key, "must be a list, not " + kind(value) + ".");
        }
        return new ArrayList<>(list);
    }

    /** A list of text, or text with commas. */
    List<String> texts(String key) {
        if (values.get(key) instanceof String text) {
            return java.util.Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList();
        }
        List<String> texts = new ArrayList<>();
        for (Object item : list(key)) {
            if (item == null || item instanceof Map || item instanceof List) {
                throw document.invalid(at(key) + "[" + texts.size() + "]", "must be text, not " + kind(item) + ".");
            }
            texts.add(item.toString());
        }
        return List.copyOf(texts);
    }

    void refuseOthersThan(Set<String> known) {
        values.keySet().stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw invalid(
                    key,
                    "is not known here; known are "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
        });
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> ignored -> "a mapping";
            case List<?> ignored -> "a list";
            case String text -> "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
            default -> value.toString();
        };
    }
}
