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
 * variables. References to blocks and variables of the server stay, they are resolved when a run starts. Two forms of other
 * tools that users were told to write mean what they look like: {@code ${{ env.NAME }}}, and {@code ${{ variables.name }}} for
 * what stands below {@code variables} at the top of the file.
 */
final class Templates {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{\\{\\s*(?<scope>env|variables)\\.(?<key>[\\w-]+)\\s*}}"
                    + "|\\{\\{\\s*(?<name>[\\w.\\-\\[\\]$]+)\\s*}}");
    private static final String OF_FILE = "variables";
    private static final int LONGEST_VARIABLE = 10_000;
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
            String scope = matcher.group("scope");
            return scope == null
                    ? alone(text, matcher.group("name"), path)
                    : dollarForm(scope, matcher.group("key"), path);
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
            String found = variable(name.substring(1), text, path);
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
        String scope = match.group("scope");
        if (scope != null) {
            return asText(dollarForm(scope, match.group("key"), path));
        }
        String name = match.group("name");
        if (staysTemplate(name, path)) {
            return match.group();
        }
        String missing = mode == Mode.PULL ? match.group() : "";
        if (name.startsWith("$")) {
            String found = variable(name.substring(1), match.group(), path);
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

    /** Never missing, wherever it stands: nothing else would make sense of it later. */
    private Object dollarForm(String scope, String key, String path) {
        String written = "${{ " + scope + "." + key + " }}";
        if (scope.equals(OF_FILE)) {
            return ofFile(key, written, path);
        }
        String found = variable(key, written, path);
        if (found == null) {
            throw document.invalid(path, unknown(written, key));
        }
        return unleaked(found, path);
    }

    /** Its text may name variables of the project, but no others of the file: that would make much of little. */
    private Object ofFile(String key, String written, String path) {
        String declaration = OF_FILE + "." + key;
        if (path.startsWith(OF_FILE + ".")) {
            throw document.invalid(path, "uses " + written + "; variables of the file can't refer to each other.");
        }
        Object declared = document.root() instanceof Map<?, ?> top && top.get(OF_FILE) instanceof Map<?, ?> own
                ? own.get(key)
                : null;
        return switch (declared) {
            case null -> throw document.invalid(path, "uses " + written + ", but the file has no " + declaration + ".");
            case String text -> small(text.length() > LONGEST_VARIABLE ? text : text(text, declaration), declaration);
            default -> small(declared, declaration);
        };
    }

    private Object small(@Nullable Object value, String path) {
        return switch (value) {
            case String text when text.length() <= LONGEST_VARIABLE -> text;
            case Number number -> number;
            case Boolean truth -> truth;
            case null, default ->
                throw document.invalid(
                        path, "must be text of at most " + LONGEST_VARIABLE + " characters, a number, true or false.");
        };
    }

    private String unknown(String written, String name) {
        if (variables.withheld().contains(name)) {
            return "uses " + written + ", but " + name
                    + " is protected, and this branch or tag is not: see protectedRefs in the rules of the project.";
        }
        return "uses " + written + ", but the project has no variable " + name + "; add it to its variables.";
    }

    private @Nullable String variable(String name, String written, String path) {
        if (variables.secrets().contains(name) && mode != Mode.CREDENTIALS) {
            throw document.invalid(
                    path,
                    "uses " + written
                            + ", which would store a secret in clear. It is allowed in the credentials of a push"
                            + " step only." + hint(path));
        }
        String value = variables.values().get(name);
        if (value == null && (mode == Mode.STEP || mode == Mode.CREDENTIALS)) {
            throw document.invalid(path, unknown(written, name));
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
            throw document.invalid(path, "would store a secret of the project in clear." + hint(path));
        }
        return text;
    }

    private static String hint(String path) {
        return path.contains(".buildargs")
                ? " Build arguments stay in the image's history: put what needs the secret into a private base image, or"
                        + " fetch it where the flow runs."
                : "";
    }

    private static String asText(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean truth -> truth ? "True" : "False";
            default -> value.toString();
        };
    }
}
