package dev.slipway.builder.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An image to build. Equal steps are built once.
 *
 * @param name registry and repository, without tag
 * @param dockerfile path below {@code context}; {@code auto} for a generated one
 * @param context directory of the repository, {@code .} for its root
 * @param target stage of the Dockerfile to stop at
 */
public record ImageStep(
        String name,
        String tag,
        List<String> additionalTags,
        String dockerfile,
        String context,
        Map<String, String> buildArguments,
        Map<String, String> labels,
        @Nullable String target,
        @Nullable String platform,
        boolean pull,
        boolean noCache) {

    /** The value of {@code dockerfile} that asks for a generated one. */
    public static final String AUTO = "auto";

    /** How the image is asked for, as {@code registry/team/app:tag}. */
    public String reference() {
        return name + ":" + tag;
    }

    /** With other values of its build arguments. */
    public ImageStep withArguments(UnaryOperator<String> change) {
        Map<String, String> changed = new TreeMap<>();
        buildArguments.forEach((name, value) -> changed.put(name, change.apply(value)));
        return new ImageStep(
                name, tag, additionalTags, dockerfile, context, changed, labels, target, platform, pull, noCache);
    }

    /** The reference with every tag. */
    public List<String> references() {
        List<String> references = new ArrayList<>();
        references.add(reference());
        additionalTags.forEach(other -> references.add(name + ":" + other));
        return List.copyOf(references);
    }
}
