package dev.slipway.dispatcher.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code str} writes them, because that is what a Prefect worker puts into a text. */
final class PythonText {
    private PythonText() {}

    static String of(@Nullable Object value) {
        return value instanceof String text ? text : literal(value);
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean flag -> flag ? "True" : "False";
            case String text -> quoted(text);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> literal(entry.getKey()) + ": " + literal(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(PythonText::literal).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\");
        return escaped.contains("'") && !escaped.contains("\"")
                ? "\"" + escaped + "\""
                : "'" + escaped.replace("'", "\\'") + "'";
    }
}
