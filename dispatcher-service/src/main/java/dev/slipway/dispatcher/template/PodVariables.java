package dev.slipway.dispatcher.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the job variables of {@link PodVariable} into a Job whose template has no place for them. A spelling that the
 * template uses itself is the template's; where the template has a value, the template's value stays.
 */
final class PodVariables {
    private final JobShape shape;

    private PodVariables(JobShape shape) {
        this.shape = shape;
    }

    /**
     * @param variables those that the template does not use, by name
     */
    static void merge(JobShape shape, Map<String, Object> variables) {
        var merging = new PodVariables(shape);
        for (PodVariable variable : PodVariable.values()) {
            variable.spellings()
                    .filter(spelling -> variables.get(spelling) != null)
                    .findFirst()
                    .ifPresent(spelling -> merging.put(variable, spelling, variables.get(spelling)));
        }
    }

    private void put(PodVariable variable, String spelling, @Nullable Object written) {
        Object value = PodValue.checked(variable, spelling, Objects.requireNonNull(written));
        switch (variable.where()) {
            case JOB -> join(shape.spec(), variable, value);
            case POD -> join(shape.pod(), variable, value);
            case CONTAINER -> join(shape.main(), variable, value);
            case SPLIT -> split(variable, JsonValues.map(value));
        }
    }

    private void split(PodVariable variable, Map<String, Object> context) {
        var forPod = new LinkedHashMap<String, Object>();
        var forContainer = new LinkedHashMap<String, Object>();
        context.forEach((key, value) -> (PodVariable.isForContainer(key) ? forContainer : forPod).put(key, value));
        if (!forPod.isEmpty()) {
            join(shape.pod(), variable, forPod);
        }
        if (!forContainer.isEmpty()) {
            join(shape.main(), variable, forContainer);
        }
    }

    private static void join(Map<String, Object> place, PodVariable variable, Object value) {
        Object there = place.get(variable.field());
        place.put(variable.field(), there == null ? value : joined(variable, there, value));
    }

    private static Object joined(PodVariable variable, Object there, Object value) {
        if (there instanceof Map<?, ?> template && value instanceof Map<?, ?> added) {
            return under(template, added);
        }
        if (there instanceof List<?> template && value instanceof List<?> added) {
            var all = new ArrayList<Object>(template);
            added.stream()
                    .filter(element -> !isTaken(variable, template, element))
                    .forEach(all::add);
            return all;
        }
        return there;
    }

    /** The template's keys stay. */
    private static Map<String, Object> under(Map<?, ?> template, Map<?, ?> added) {
        Map<String, Object> all = JsonCopy.map(template);
        added.forEach((name, value) -> {
            String key = String.valueOf(name);
            Object there = all.get(key);
            if (there == null) {
                all.put(key, value);
            } else if (there instanceof Map<?, ?> inner && value instanceof Map<?, ?> more) {
                all.put(key, under(inner, more));
            }
        });
        return all;
    }

    private static boolean isTaken(PodVariable variable, List<?> template, Object element) {
        String key =
                switch (variable.shape()) {
                    case NAMES, NAMED, CONTAINERS -> "name";
                    case MOUNTS -> "mountPath";
                    default -> "";
                };
        boolean taken = key.isEmpty()
                ? template.contains(element)
                : template.stream().anyMatch(other -> named(other, key).equals(named(element, key)));
        if (taken && variable.shape() == PodVariable.Shape.CONTAINERS && !template.contains(element)) {
            throw new InvalidConfiguration("The name of the container '" + named(element, key)
                    + "' is taken by the pool's template. Give yours another name.");
        }
        return taken;
    }

    private static String named(Object element, String key) {
        return element instanceof Map<?, ?> map ? String.valueOf(map.get(key)) : "";
    }
}
