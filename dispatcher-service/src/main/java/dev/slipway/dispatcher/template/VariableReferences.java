package dev.slipway.dispatcher.template;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code $(NAME)} as the kubelet does: a name that is not defined before stays as it is written, {@code $$} is a
 * dollar. What is in a secret is taken as it is, so it has to be resolved before.
 */
final class VariableReferences {
    /** What a secret holds at most; references to references could grow without end. */
    private static final int LONGEST = 1 << 20;

    private VariableReferences() {}

    /**
     * The text that a container would see; empty if it refers to a variable whose value only the cluster knows.
     *
     * @param known by name, what was defined before; null if only the cluster knows it
     */
    static Optional<String> resolved(String text, Map<String, @Nullable String> known) {
        var resolved = new StringBuilder();
        int last = text.lastIndexOf(')');
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            char after = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            int end = next == '$' && after == '(' && at < last ? text.indexOf(')', at) : -1;
            if (end > 0) {
                String name = text.substring(at + 2, end);
                if (known.containsKey(name) && known.get(name) == null) {
                    return Optional.empty();
                }
                resolved.append(known.getOrDefault(name, text.substring(at, end + 1)));
                if (resolved.length() > LONGEST) {
                    return Optional.empty();
                }
                at = end + 1;
            } else {
                resolved.append(next);
                at += next == '$' && after == '$' ? 2 : 1;
            }
        }
        return Optional.of(resolved.toString());
    }
}
