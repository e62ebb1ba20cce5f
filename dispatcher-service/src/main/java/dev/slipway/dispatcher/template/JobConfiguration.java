package dev.slipway.dispatcher.template;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pool's {@code job_configuration} with the variables put in, in a Prefect worker's order: defaults of the template's
 * schema, then the job variables; {@code env} is merged by name instead of replaced; keys like {@code env.NAME} are paths.
 */
final class JobConfiguration {
    private static final String ENV = "env";

    private JobConfiguration() {}

    static Map<String, Object> render(
            Map<String, Object> template, Map<String, Object> defaults, Map<String, Object> jobVariables) {
        var base = new LinkedHashMap<>(template);
        var variables = new LinkedHashMap<>(defaults);
        variables.values().removeIf(Objects::isNull);
        Object env = variables.get(ENV);
        if (isFilled(env)) {
            base.put(ENV, base.get(ENV) instanceof Map || env instanceof Map ? merged(base.get(ENV), env) : env);
        }
        variables.putAll(expanded(jobVariables));
        if (base.get(ENV) instanceof Map && isFilled(variables.get(ENV))) {
            base.put(ENV, merged(base.get(ENV), variables.get(ENV)));
        }
        Map<String, Object> rendered = Placeholders.apply(base, variables);
        rendered.forEach(JobConfiguration::refuseReferences);
        return rendered;
    }

    /** What is known by name beside the template: defaults of the template's schema, then the job variables. */
    static Map<String, Object> variables(Map<String, Object> defaults, Map<String, Object> jobVariables) {
        var variables = new LinkedHashMap<>(defaults);
        variables.values().removeIf(Objects::isNull);
        variables.putAll(expanded(jobVariables));
        return variables;
    }

    /** Nested form of job variables; a nested value wins over one with dots. */
    static Map<String, Object> expanded(Map<String, Object> jobVariables) {
        var nested = new LinkedHashMap<String, Object>();
        jobVariables.forEach((key, value) -> {
            if (key.contains(".")) {
                putPath(nested, key, value);
            }
        });
        jobVariables.forEach((key, value) -> {
            if (!key.contains(".")) {
                nested.put(key, deepMerged(nested.get(key), value));
            }
        });
        return nested;
    }

    private static void putPath(Map<String, Object> root, String path, @Nullable Object value) {
        String[] steps = path.split("\\.", -1);
        Map<String, Object> place = root;
        for (int i = 0; i < steps.length - 1; i++) {
            Object inner = place.computeIfAbsent(steps[i], step -> new LinkedHashMap<String, Object>());
            if (!(inner instanceof Map)) {
                throw new InvalidConfiguration("The job variable " + path + " contradicts another one: "
                        + String.join(".", Arrays.copyOf(steps, i + 1)) + " is a value, not an object.");
            }
            place = JsonValues.map(inner);
        }
        place.put(steps[steps.length - 1], value);
    }

    private static @Nullable Object deepMerged(@Nullable Object under, @Nullable Object over) {
        if (!(under instanceof Map) || !(over instanceof Map)) {
            return over;
        }
        var merged = new LinkedHashMap<>(JsonValues.map(under));
        JsonValues.map(over).forEach((key, value) -> merged.put(key, deepMerged(merged.get(key), value)));
        return merged;
    }

    private static Object merged(@Nullable Object under, @Nullable Object over) {
        var merged = new LinkedHashMap<String, Object>();
        if (under instanceof Map) {
            merged.putAll(JsonValues.map(under));
        }
        if (!(over instanceof Map)) {
            throw new InvalidConfiguration("The job variable env must be an object of names and values.");
        }
        merged.putAll(JsonValues.map(over));
        return merged;
    }

    private static boolean isFilled(@Nullable Object value) {
        return value != null && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    static void refuseReferences(String key, @Nullable Object value) {
        References.in(value).ifPresent(reference -> {
            throw new InvalidConfiguration(key + " refers to " + reference + wayOut(key));
        });
    }

    private static String wayOut(String key) {
        return switch (key) {
            case "registry_credentials" ->
                ", which is not read here. Remove it and register the registry with Slipway (/slipway/v1/registries):"
                        + " its credential is used for every image of that registry.";
            case "cluster_config" ->
                ", which is not read here. Remove it, add the cluster with ./slipway cluster add, and name it in the"
                        + " job variable cluster.";
            default ->
                ", which is not read for containers that Slipway starts. Write the value itself into the pool's"
                        + " template or the job variables.";
        };
    }
}
