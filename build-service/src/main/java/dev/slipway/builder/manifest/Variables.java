package dev.slipway.builder.manifest;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What {@code {{ $NAME }}} stands for.
 *
 * @param secrets names of those that only a push step's credentials may use
 * @param secretValues values that must not appear anywhere else, whatever they are called
 */
public record Variables(Map<String, String> values, Set<String> secrets, Set<String> secretValues) {
    private static final int SHORTEST_RECOGNISABLE = 6;

    /** True if the text holds a secret that is long enough not to be there by chance. */
    boolean leaksInto(String text) {
        return secretValues.stream()
                .anyMatch(secret -> secret.length() >= SHORTEST_RECOGNISABLE && text.contains(secret));
    }

    /** True if that is a secret of the project, or holds one. */
    public boolean isSecret(String text) {
        return secretValues.contains(text) || leaksInto(text);
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
