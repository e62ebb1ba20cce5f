package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pool's {@code job_configuration} with the variables put in, in a Prefect worker's order: defaults of the template's
 * schema, then the job variables; {@code env} is merged by name instead of replaced; keys like {@code env.NAME} are paths.
 */
public final class JobConfiguration {
    static final String CLUSTER = "cluster";

    private static final String ENV = "env";

    private final Map<String, Object> values;
    private final Map<String, Object> unplaced;
    private final Set<String> ofBlocks;

    private JobConfiguration(Map<String, Object> values, Map<String, Object> unplaced, Set<String> ofBlocks) {
        this.values = values;
        this.unplaced = unplaced;
        this.ofBlocks = ofBlocks;
    }

    /** What the run's template and variables make, with its references not yet put in. */
    public static JobConfiguration of(RunDue due) {
        return new JobConfiguration(
                render(due.jobConfiguration(), due.variableDefaults(), due.jobVariables()), unplaced(due), Set.of());
    }

    /** What it refers to. */
    public Set<Reference> references() {
        var all = References.in(values);
        all.addAll(References.in(unplaced));
        return all;
    }

    /**
     * The same with these put in.
     *
     * @param found data of blocks and values of variables
     */
    public JobConfiguration with(Map<Reference, Object> found) {
        var texts = new HashSet<>(ofBlocks);
        found.forEach((reference, value) -> {
            if (reference.isBlock()) {
                addTexts(value, texts);
            }
        });
        return new JobConfiguration(put(values, found), put(unplaced, found), texts);
    }

    /** The template with all in its place. */
    JsonValues values() {
        return new JsonValues(values);
    }

    /** The variables that are used with any template and that this one has no place for, by name. */
    Map<String, Object> unplaced() {
        return unplaced;
    }

    /** Whether a text has something of a block in it, and so may be a secret. */
    boolean holdsBlock(String text) {
        return ofBlocks.stream().anyMatch(text::contains);
    }

    private static Map<String, Object> put(Map<String, Object> into, Map<Reference, Object> found) {
        return JsonValues.map(Objects.requireNonNull(References.put(into, found)));
    }

    private static void addTexts(@Nullable Object value, Set<String> texts) {
        switch (value) {
            case String text when !text.isBlank() -> texts.add(text);
            case Number number -> texts.add(number.toString());
            case Map<?, ?> map -> map.values().forEach(inner -> addTexts(inner, texts));
            case List<?> list -> list.forEach(inner -> addTexts(inner, texts));
            case null, default -> {}
        }
    }

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
        return Placeholders.apply(base, variables);
    }

    private static Map<String, Object> unplaced(RunDue due) {
        var variables = new LinkedHashMap<>(due.variableDefaults());
        variables.values().removeIf(Objects::isNull);
        variables.putAll(expanded(due.jobVariables()));
        variables.keySet().removeAll(Placeholders.names(due.jobConfiguration()));
        variables.keySet().removeIf(name -> !name.equals(CLUSTER) && !PodVariable.isSpelling(name));
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
}
