package dev.slipway.builder.manifest;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What {@code {{ $NAME }}} stands for.
 *
 * @param secrets names of those that only a push step's credentials may use
 * @param secretValues values that are shown to the project's own registry or forge only, whatever they are called
 * @param withheld names of protected ones that this build does not get
 */
public record Variables(
        Map<String, String> values, Set<String> secrets, Set<String> secretValues, Set<String> withheld) {
    private static final int SHORTEST_RECOGNISABLE = 6;

    /** True if the text holds a secret that is long enough not to be there by chance. */
    boolean leaksInto(String text) {
        return isIn(text, everySecret());
    }

    /** True if the text is or holds a secret that is bound to the project's own registry or forge. */
    boolean isBound(String text) {
        return secretValues.contains(text) || isIn(text, secretValues);
    }

    private static boolean isIn(String text, Set<String> secrets) {
        return secrets.stream().anyMatch(secret -> secret.length() >= SHORTEST_RECOGNISABLE && text.contains(secret));
    }

    /** All values that must not be shown. */
    public Set<String> everySecret() {
        Set<String> all = new HashSet<>(secretValues);
        secrets.forEach(name -> all.add(values.getOrDefault(name, "")));
        all.remove("");
        return all;
    }

    @Override
    public String toString() {
        return "Variables" + values.keySet();
    }
}
