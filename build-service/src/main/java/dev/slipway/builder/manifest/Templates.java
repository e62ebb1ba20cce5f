package dev.slipway.builder.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code {{ … }}} in values as Prefect does: {@code {{ step-id.key }}} from outputs of steps, {@code {{ $NAME }}} from
 * variables. References to blocks and variables of the server stay, they are resolved when a run starts.
 */
final class Templates {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w.\\-\\[\\]$]+)\\s*}}");
    /** The value of a key that is to be left out. */
    private static final Object DROPPED = new Object();

    private final YamlDocument document;
    private final Variables variables;
    private final Map<String, @Nullable Object> outputs;
    private final Mode mode;

    Templates(YamlDocument document, Variables variables, Map<String, @Nullable Object> outputs, Mode mode) {
        this.document = document;
        this.variables = variables;
        this.outputs = outputs;
        this.mode = mode;
    }

    /** Where the values stand, which decides what is done about missing things and about secrets. */
    enum Mode {
        /** Inputs of a build or push step: a missing variable is an error. */
        STEP,
        /** Credentials of a push step: the same, and secrets may be used. */
        CREDENTIALS,
        /** A deployment's entry: what is missing is left out. */
        DEPLOYMENT,
        /** Pull steps: what is missing may be there when they run, so it stays. */
        PULL
    }

    Map<String, @Nullable Object> map(Map<?, ?> value, String path) {
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        value.forEach((key, inner) -> {
            Object result = value(inner, path.isEmpty() ? String.valueOf(key) : path + "." + key);
            if (result != DROPPED) {
                resolved.put(String.valueOf(key), result);
            }
        });
        return resolved;
    }

    private @Nullable Object value(@Nullable Object value, String path) {
        return switch (value) {
            case Map<?, ?> map -> map(map, path);
            case List<?> list -> list(list, path);
            case String text -> text(text, path);
            case null, default -> value;
        };
    }

    private List<@Nullable Object> list(List<?> list, String path) {
        List<@Nullable Object> resolved = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object result = value(list.get(i), path + "[" + i + "]");
            if (result != DROPPED) {
                resolved.add(result);
            }
        }
        return resolved;
    }

    private @Nullable Object text(String text, String path) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        if (matcher.matches()) {
            return alone(text, matcher.group(1), path);
        }
        String resolved =
                PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(embedded(match, path)));
        return unleaked(resolved, path);
    }

    private @Nullable Object alone(String text, String name, String path) {
        if (staysTemplate(name, path)) {
            return text;
        }
        if (name.startsWith("$")) {
            String found = variable(name.substring(1), path);
            return found != null ? unleaked(found, path) : mode == Mode.PULL ? text : "";
        }
        Object found = output(name);
        if (found == DROPPED && mode == Mode.PULL) {
            return text;
        }
        if (found == DROPPED && (mode == Mode.STEP || mode == Mode.CREDENTIALS)) {
            throw document.invalid(path, "refers to " + name + ", which no earlier step gives.");
        }
        return found;
    }

    private String embedded(MatchResult match, String path) {
        String name = match.group(1);
        if (staysTemplate(name, path)) {
            return match.group();
        }
        String missing = mode == Mode.PULL ? match.group() : "";
        if (name.startsWith("$")) {
            String found = variable(name.substring(1), path);
            return found == null ? missing : found;
        }
        Object found = output(name);
        return found == DROPPED ? missing : asText(found);
    }

    private boolean staysTemplate(String name, String path) {
        boolean ofServer = name.startsWith("prefect.") || name.startsWith("ctx.");
        if (ofServer && (mode == Mode.STEP || mode == Mode.CREDENTIALS)) {
            throw document.invalid(
                    path,
                    "refers to " + name
                            + ", which is known only to running flows. Builds know the project's variables and the"
                            + " CI_… variables, as {{ $CI_REGISTRY_PASSWORD }}.");
        }
        return ofServer;
    }

    private @Nullable String variable(String name, String path) {
        if (variables.secrets().contains(name) && mode != Mode.CREDENTIALS) {
            throw document.invalid(
                    path,
                    "uses {{ $" + name
                            + " }}, which would store a secret in clear. It is allowed in the credentials of a push"
                            + " step only.");
        }
        String value = variables.values().get(name);
        if (value == null && (mode == Mode.STEP || mode == Mode.CREDENTIALS)) {
            throw document.invalid(
                    path,
                    "uses {{ $" + name + " }}, but the project has no variable " + name + "; add it to its variables.");
        }
        return value;
    }

    private @Nullable Object output(String name) {
        Object current = outputs;
        for (String key : name.replace("[", ".").replace("]", "").split("\\.")) {
            if (current instanceof Map<?, ?> map && map.containsKey(key)) {
                current = map.get(key);
            } else if (current instanceof List<?> list
                    && key.matches("\\d{1,6}")
                    && Integer.parseInt(key) < list.size()) {
                current = list.get(Integer.parseInt(key));
            } else {
                return DROPPED;
            }
        }
        return current;
    }

    private String unleaked(String text, String path) {
        if (mode != Mode.CREDENTIALS && variables.leaksInto(text)) {
            throw document.invalid(path, "would store a secret of the project in clear.");
        }
        return text;
    }

    private static String asText(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean truth -> truth ? "True" : "False";
            default -> value.toString();
        };
    }
}
