package dev.slipway.dispatcher.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Puts in what a job configuration refers to, as a Prefect worker does: a text that is one reference becomes the value with its
 * type; inside a longer text a value is written as Python writes it. A variable that is not there is an empty text.
 */
final class References {
    private static final String VALUE = "value";

    private final Map<Reference, Object> values;

    private References(Map<Reference, Object> values) {
        this.values = values;
    }

    static boolean isReference(String name) {
        return name.startsWith("prefect.blocks.") || name.startsWith("prefect.variables.");
    }

    /** All that a value refers to. */
    static Set<Reference> in(@Nullable Object value) {
        var found = new LinkedHashSet<Reference>();
        collect(value, found);
        return found;
    }

    /** The value with these put in; what refers to something else stays as it is. */
    static @Nullable Object put(@Nullable Object value, Map<Reference, Object> values) {
        return new References(values).any(value);
    }

    private static void collect(@Nullable Object value, Set<Reference> found) {
        switch (value) {
            case String text -> {
                for (Matcher matcher = Reference.Placeholder.in(text); matcher.find(); ) {
                    found.add(Reference.Placeholder.of(matcher).to());
                }
            }
            case Map<?, ?> map ->
                blockOfId(map).ifPresentOrElse(found::add, () -> map.values().forEach(inner -> collect(inner, found)));
            case List<?> list -> list.forEach(inner -> collect(inner, found));
            case null, default -> {}
        }
    }

    private static Optional<Reference> blockOfId(Map<?, ?> map) {
        return map.get("$ref") instanceof Map<?, ?> ref && ref.get("block_document_id") != null
                ? Optional.of(new Reference.BlockOfId(String.valueOf(ref.get("block_document_id"))))
                : Optional.empty();
    }

    private @Nullable Object any(@Nullable Object value) {
        return switch (value) {
            case String text -> text(text);
            case Map<?, ?> map ->
                blockOfId(map).map(values::get).map(References::copy).orElseGet(() -> map(map));
            case List<?> list -> list(list);
            case null, default -> value;
        };
    }

    private static Object copy(Object value) {
        return Objects.requireNonNull(JsonCopy.any(value));
    }

    private Map<String, Object> map(Map<?, ?> map) {
        var all = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> all.put(String.valueOf(key), any(value)));
        return all;
    }

    private List<Object> list(List<?> list) {
        var all = new ArrayList<Object>();
        list.forEach(value -> all.add(any(value)));
        return all;
    }

    private @Nullable Object text(String text) {
        Matcher matcher = Reference.Placeholder.in(text);
        if (matcher.matches()) {
            var placeholder = Reference.Placeholder.of(matcher);
            return values.containsKey(placeholder.to()) ? JsonCopy.any(value(placeholder)) : text;
        }
        return Reference.Placeholder.in(text).replaceAll(match -> Matcher.quoteReplacement(inside(match.group())));
    }

    private String inside(String written) {
        Matcher matcher = Reference.Placeholder.in(written);
        if (!matcher.matches()) {
            return written;
        }
        var placeholder = Reference.Placeholder.of(matcher);
        if (!values.containsKey(placeholder.to())) {
            return written;
        }
        Object value = value(placeholder);
        if (placeholder.to().isBlock() && (value instanceof Map || value instanceof List)) {
            throw new InvalidConfiguration(written + " is more than a text and can't be a part of one. Name a field of"
                    + " the block, as .value or .url.");
        }
        return PythonText.of(value);
    }

    private @Nullable Object value(Reference.Placeholder placeholder) {
        Object data = values.get(placeholder.to());
        return placeholder.to().isBlock() ? field(placeholder, data) : data;
    }

    /** A block with nothing but a value is that value, unless the path begins with it. */
    private static @Nullable Object field(Reference.Placeholder placeholder, @Nullable Object data) {
        String path = placeholder.path();
        boolean namesValue = path.matches("value([.\\[].*)?");
        Object root = data instanceof Map<?, ?> map && map.keySet().equals(Set.of(VALUE)) && !namesValue
                ? map.get(VALUE)
                : data;
        if (path.isEmpty()) {
            return root;
        }
        return Placeholders.at(root, path)
                .orElseThrow(() -> new InvalidConfiguration(
                        placeholder.text() + ": " + placeholder.to() + " has no field " + path + "."));
    }
}
