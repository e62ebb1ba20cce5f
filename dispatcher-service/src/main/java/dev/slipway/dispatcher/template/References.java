package dev.slipway.dispatcher.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what only a Prefect worker could resolve: blocks and Prefect variables inside a job configuration. */
final class References {
    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{\\s*(prefect\\.(?:blocks|variables)\\.[^\\s}]+)\\s*}}");

    private References() {}

    static boolean isReference(String name) {
        return name.startsWith("prefect.blocks.") || name.startsWith("prefect.variables.");
    }

    /** The first reference in a value, in words; empty if there is none. */
    static Optional<String> in(@Nullable Object value) {
        return switch (value) {
            case String text -> inText(text);
            case Map<?, ?> map
            when map.get("$ref") instanceof Map<?, ?> ref && ref.containsKey("block_document_id") ->
                Optional.of("the block " + ref.get("block_document_id"));
            case Map<?, ?> map -> inAll(map.values());
            case List<?> list -> inAll(list);
            case null, default -> Optional.empty();
        };
    }

    private static Optional<String> inAll(Iterable<?> values) {
        for (Object value : values) {
            Optional<String> found = in(value);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inText(String text) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.find() ? Optional.of(reference.group(1)) : Optional.empty();
    }
}
