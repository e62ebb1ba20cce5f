package dev.slipway.scheduler.automation.action;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a resource for templates: a label by its name in brackets, {@code id}, {@code name} and {@code role} by a dot, and
 * all of them as a tree under {@code labels}.
 */
final class LabelMap extends java.util.AbstractMap<String, Object> {
    private final Map<String, Object> labels;
    private final Map<String, Object> shorthands = new LinkedHashMap<>();

    private LabelMap(Map<String, String> labels) {
        this.labels = new LinkedHashMap<>(labels);
        for (String word : Set.of("id", "name", "role")) {
            var value = labels.get("prefect.resource." + word);
            if (value != null) {
                shorthands.put(word, value);
            }
        }
        shorthands.put("labels", tree(labels));
    }

    static LabelMap of(Map<String, String> labels) {
        return new LabelMap(labels);
    }

    /** {@code a.b} becomes b within a; where a label is the beginning of others, only those are there. */
    static Map<String, Object> tree(Map<String, String> labels) {
        var tree = new LinkedHashMap<String, Object>();
        new TreeMap<>(labels).forEach((name, value) -> plant(tree, name, value));
        return tree;
    }

    @SuppressWarnings("unchecked") // all maps in the tree are of this method
    private static void plant(Map<String, Object> tree, String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            tree.put(name, value);
            return;
        }
        var head = name.substring(0, dot);
        if (!(tree.get(head) instanceof Map<?, ?>)) {
            tree.put(head, new LinkedHashMap<String, Object>());
        }
        plant((Map<String, Object>) tree.get(head), name.substring(dot + 1), value);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        var label = labels.get(key);
        return label == null ? shorthands.get(key) : label;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return labels.entrySet();
    }
}
