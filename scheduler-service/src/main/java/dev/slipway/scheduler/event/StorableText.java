package dev.slipway.scheduler.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL stores every character but NUL, in text and in jsonb; clients may send it, so it becomes U+FFFD. */
public final class StorableText {
    private StorableText() {}

    /** The text without NUL. */
    public static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    /** The JSON object without NUL in keys and values. */
    static Map<String, Object> of(Map<?, ?> object) {
        var clean = new LinkedHashMap<String, Object>();
        object.forEach((key, value) -> clean.put(of(String.valueOf(key)), value(value)));
        return clean;
    }

    @SuppressWarnings("NullAway") // JSON null stays null
    private static Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> of(text);
            case Map<?, ?> object -> of(object);
            case List<?> list -> list.stream().map(StorableText::value).toList();
            default -> value;
        };
    }
}
