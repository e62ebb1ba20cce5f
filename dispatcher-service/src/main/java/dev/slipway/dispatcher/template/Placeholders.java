package dev.slipway.dispatcher.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code {{ name }}} in nested JSON as Prefect's templating does: a text that is one placeholder becomes the value
 * with its type, and goes away with its key if there is no value; inside a longer text a value is written as Python writes it,
 * and a missing one is nothing. Names are paths ({@code a.b[0]}).
 *
 * <p>{@code {{ $NAME }}} reads the environment of a worker; the dispatcher's own environment is nobody's business, so it is
 * treated as missing. References to blocks and Prefect variables are left as they are, for {@link References}.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w.\\-\\[\\]$]+)\\s*}}");
    private static final Object NOT_SET = new Object();

    private final Map<String, ?> values;

    private Placeholders(Map<String, ?> values) {
        this.values = values;
    }

    /** {@code template} with its placeholders replaced. */
    static Map<String, Object> apply(Map<String, Object> template, Map<String, ?> values) {
        return new Placeholders(values).map(template);
    }

    /** The same for a text; null if it is one placeholder without a value. */
    static @Nullable Object apply(String template, Map<String, ?> values) {
        Object applied = new Placeholders(values).text(template);
        return applied == NOT_SET ? null : applied;
    }

    /** The variables that a template names, each by the first step of its path. */
    static Set<String> names(@Nullable Object template) {
        var names = new HashSet<String>();
        collect(template, names);
        return names;
    }

    private static void collect(@Nullable Object template, Set<String> names) {
        switch (template) {
            case String text ->
                PLACEHOLDER
                        .matcher(text)
                        .results()
                        .forEach(match -> names.add(match.group(1).split("[.\\[]", 2)[0]));
            case Map<?, ?> map -> map.values().forEach(value -> collect(value, names));
            case List<?> list -> list.forEach(value -> collect(value, names));
            case null, default -> {}
        }
    }

    private @Nullable Object any(@Nullable Object template) {
        return switch (template) {
            case String text -> text(text);
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case null, default -> template;
        };
    }

    private Map<String, Object> map(Map<?, ?> template) {
        var applied = new LinkedHashMap<String, Object>();
        template.forEach((key, value) -> {
            Object replaced = any(value);
            if (replaced != NOT_SET) {
                applied.put(String.valueOf(key), replaced);
            }
        });
        return applied;
    }

    private List<Object> list(List<?> template) {
        var applied = new ArrayList<Object>();
        template.forEach(value -> {
            Object replaced = any(value);
            if (replaced != NOT_SET) {
                applied.add(replaced);
            }
        });
        return applied;
    }

    private @Nullable Object text(String template) {
        Matcher whole = PLACEHOLDER.matcher(template);
        if (whole.matches() && isStandard(whole.group(1))) {
            return find(whole.group(1));
        }
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(inside(match.group(), match.group(1))));
    }

    private String inside(String placeholder, String name) {
        if (References.isReference(name)) {
            return placeholder;
        }
        Object value = isStandard(name) ? find(name) : NOT_SET;
        return value == NOT_SET ? "" : PythonText.of(value);
    }

    private static boolean isStandard(String name) {
        return !name.startsWith("$") && !References.isReference(name);
    }

    /** What is at a path, as {@code a.b[0]}; empty if nothing is, or a null. */
    static Optional<Object> at(@Nullable Object root, String path) {
        Object found = find(root, path);
        return found == NOT_SET ? Optional.empty() : Optional.ofNullable(found);
    }

    private @Nullable Object find(String path) {
        return find(values, path);
    }

    private static @Nullable Object find(@Nullable Object root, String path) {
        Object value = root;
        for (String step : path.replace('[', '.').replace("]", "").split("\\.", -1)) {
            value = step(value, step);
            if (value == NOT_SET) {
                return NOT_SET;
            }
        }
        return value;
    }

    private static @Nullable Object step(@Nullable Object value, String step) {
        return switch (value) {
            case Map<?, ?> map when map.containsKey(step) -> map.get(step);
            case List<?> list when step.matches("-?\\d{1,9}") -> element(list, Integer.parseInt(step));
            case null, default -> NOT_SET;
        };
    }

    private static @Nullable Object element(List<?> list, int index) {
        int position = index < 0 ? list.size() + index : index;
        return position >= 0 && position < list.size() ? list.get(position) : NOT_SET;
    }
}
