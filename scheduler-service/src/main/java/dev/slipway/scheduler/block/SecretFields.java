package dev.slipway.scheduler.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a document that only those see who ask for them. A path names keys from the outside to the inside; a star in it
 * stands for all that is below.
 */
record SecretFields(List<String> paths) {
    /** What is shown for a value. */
    static final String HIDDEN = "********";

    private static final String ALL = "*";

    /** The data with every secret hidden; an absent secret stays absent. */
    Map<String, Object> hidden(Map<String, Object> data) {
        var flat = flat(data);
        for (List<String> path : split()) {
            if (flat.get(path) != null) {
                flat.put(path, HIDDEN);
            } else if (path.contains(ALL)) {
                flat.replaceAll((key, value) -> startsAlike(key, path) ? HIDDEN : value);
            }
        }
        return nested(flat);
    }

    /** The new data with the current secrets where it has what is shown for them: somebody sends back what he was shown. */
    Map<String, Object> restored(Map<String, Object> update, Map<String, Object> current) {
        var flat = flat(update);
        var before = flat(current);
        for (List<String> path : split()) {
            if (before.get(path) != null || !path.contains(ALL)) {
                flat.computeIfPresent(path, (key, value) -> restored(key, value, before));
            } else {
                flat.replaceAll((key, value) -> startsAlike(key, path) ? restored(key, value, before) : value);
            }
        }
        return nested(flat);
    }

    private static @Nullable Object restored(
            List<String> key, @Nullable Object value, Map<List<String>, @Nullable Object> before) {
        return HIDDEN.equals(value) && before.get(key) != null ? before.get(key) : value;
    }

    private List<List<String>> split() {
        return paths.stream().map(path -> List.of(path.split("\\.", -1))).toList();
    }

    private static boolean startsAlike(List<String> key, List<String> path) {
        int star = path.indexOf(ALL);
        return key.size() >= star && key.subList(0, star).equals(path.subList(0, star));
    }

    private static Map<List<String>, @Nullable Object> flat(Map<String, Object> data) {
        var flat = new LinkedHashMap<List<String>, @Nullable Object>();
        flatten(data, List.of(), flat);
        return flat;
    }

    private static void flatten(
            Map<String, Object> data, List<String> parent, Map<List<String>, @Nullable Object> flat) {
        data.forEach((key, value) -> {
            var path = new ArrayList<>(parent);
            path.add(key);
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                flatten(Definitions.map(inner), path, flat);
            } else {
                flat.put(path, value);
            }
        });
    }

    private static Map<String, Object> nested(Map<List<String>, @Nullable Object> flat) {
        var nested = new LinkedHashMap<String, Object>();
        flat.forEach((path, value) -> {
            Map<String, Object> holder = nested;
            for (String key : path.subList(0, path.size() - 1)) {
                holder = Definitions.map(
                        (Map<?, ?>) holder.computeIfAbsent(key, absent -> new LinkedHashMap<String, Object>()));
            }
            holder.put(path.getLast(), value);
        });
        return nested;
    }
}
