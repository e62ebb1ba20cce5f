package dev.slipway.dispatcher.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds secrets of other runs and of registries wherever a pod can name a secret, in fields that it does not know, too. */
final class SecretNames {
    /** The prefix of secrets that the dispatcher makes for registries. */
    private static final String REGISTRIES = "slipway-";
    /** The ending of the names of Jobs, and so of the secrets that hold the environments of runs. */
    private static final Pattern OF_A_RUN = Pattern.compile("(.*-)?sw[0-9a-f]{12}");

    private final String ownName;
    private final Findings findings;

    SecretNames(String ownName, Findings findings) {
        this.ownName = ownName;
        this.findings = findings;
    }

    void review(Place pod) {
        walk(pod.path(), pod.fields());
    }

    private void walk(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> field(path + "." + key, String.valueOf(key), inner));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(path + "[" + i + "]", list.get(i));
            }
        }
    }

    private void field(String path, String key, @Nullable Object value) {
        if (key.toLowerCase(Locale.ROOT).contains("secret")) {
            named(path, value);
        }
        walk(path, value);
    }

    private void named(String path, @Nullable Object value) {
        switch (value) {
            case String name
            when isReserved(name) ->
                findings.refuse(path, "names the secret '" + name + "', which is Slipway's own. Use one of yours.");
            case Map<?, ?> map -> named(path + ".name", map.get("name"));
            case List<?> list -> list.forEach(element -> named(path, element));
            case null, default -> {}
        }
    }

    private boolean isReserved(String name) {
        return !name.equals(ownName)
                && (name.startsWith(REGISTRIES) || OF_A_RUN.matcher(name).matches());
    }
}
