package dev.slipway.dispatcher.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what looks like a secret, or comes from a block, out of the environments of all containers; a reference to the attempt's secret stays. */
final class SecretEnvironment {
    private static final String VALUE = "value";
    /** What a secret may hold, and what resolved references may take while looking for secrets. */
    private static final int MOST = 1 << 20;

    private static final String KEY = "[-._a-zA-Z0-9]{1,253}";

    private final String secret;
    private final JobConfiguration configuration;
    private final Map<String, String> values = new LinkedHashMap<>();
    private int size;
    private int resolvedSize;

    private SecretEnvironment(String secret, JobConfiguration configuration) {
        this.secret = secret;
        this.configuration = configuration;
    }

    /** What is to be in the secret. Changes the containers of the Job. */
    static Map<String, String> takenFrom(JobShape shape, String secret, JobConfiguration configuration) {
        var environment = new SecretEnvironment(secret, configuration);
        shape.containers("containers").forEach(environment::container);
        shape.containers("initContainers").forEach(environment::container);
        return environment.values;
    }

    /** An entry whose value is in a secret. */
    static Map<String, Object> reference(String variable, String secret, String key) {
        var reference = new LinkedHashMap<String, Object>();
        reference.put("name", secret);
        reference.put("key", key);
        var entry = new LinkedHashMap<String, Object>();
        entry.put("name", variable);
        entry.put("valueFrom", JsonCopy.map(Map.of("secretKeyRef", reference)));
        return entry;
    }

    private void container(Map<String, Object> container) {
        String owner = String.valueOf(container.get("name"));
        Object env = container.get("env");
        if (env == null) {
            return;
        }
        String path = "env of the container " + owner;
        if (!(env instanceof List<?> list)) {
            throw JsonValues.wrong(path, "a list of entries with a name each");
        }
        var known = new LinkedHashMap<String, @Nullable String>();
        var entries = new ArrayList<Object>();
        JobEnvironment.entries(list, path).forEach(entry -> entries.add(entry(entry, owner, known)));
        container.put("env", entries);
    }

    private Map<String, Object> entry(Map<String, Object> entry, String owner, Map<String, @Nullable String> known) {
        String name = JobEnvironment.name(entry);
        Object written = entry.get(VALUE);
        if (written == null) {
            known.put(name, entry.containsKey("valueFrom") ? null : "");
            return entry;
        }
        String value = PythonText.of(written);
        entry.put(VALUE, value);
        String resolved = resolved(value, known);
        known.put(name, resolved);
        if (!SecretLook.is(name, value) && !configuration.holdsBlock(value)) {
            return entry;
        }
        if (resolved == null) {
            throw new InvalidConfiguration(
                    "The variable " + name + " of the container " + owner + " is part secret, part"
                            + " a reference to another secret. Put the whole value into one secret, or the password into a"
                            + " variable of its own that this one refers to.");
        }
        return reference(name, secret, keep(name, owner, resolved));
    }

    /** Null if only the cluster knows it, or if it would be too long. */
    private @Nullable String resolved(String value, Map<String, @Nullable String> known) {
        if (value.indexOf('$') < 0) {
            return value;
        }
        String resolved = resolvedSize > MOST
                ? null
                : VariableReferences.resolved(value, known).orElse(null);
        resolvedSize += resolved == null ? 0 : resolved.length();
        return resolved;
    }

    /** The key of the value: the variable's name, unless the attempt's credential or another value is under it. */
    private String keep(String name, String owner, String value) {
        String key = name.matches(KEY) ? name : "variable." + values.size();
        String free = key;
        for (int i = 1; free.equals(PrefectEnvironment.AUTH) || !value.equals(values.getOrDefault(free, value)); i++) {
            free = key + "." + owner + (i == 1 ? "" : "." + i);
        }
        values.put(free, value);
        size += value.length();
        if (size > MOST) {
            throw new InvalidConfiguration(
                    "The secret values in env are larger than 1 MiB together, which is more than a"
                            + " secret holds. Put some of them into a volume.");
        }
        return free;
    }
}
