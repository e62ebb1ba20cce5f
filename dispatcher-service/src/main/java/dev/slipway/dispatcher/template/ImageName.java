package dev.slipway.dispatcher.template;

import dev.slipway.dispatcher.container.PullPolicy;
import org.jspecify.annotations.Nullable;

/** What an image reference says about pulling. */
final class ImageName {
    private ImageName() {}

    /** As Kubernetes and the Prefect worker: a moving reference is pulled each time, a fixed one once. */
    static PullPolicy policy(@Nullable String wanted, String reference) {
        return switch (wanted) {
            case null -> isMoving(reference) ? PullPolicy.ALWAYS : PullPolicy.IF_NOT_PRESENT;
            case "IfNotPresent" -> PullPolicy.IF_NOT_PRESENT;
            case "Always" -> PullPolicy.ALWAYS;
            case "IfPossible" -> PullPolicy.IF_POSSIBLE;
            case "Never" -> PullPolicy.NEVER;
            default ->
                throw JsonValues.wrong(
                        "image_pull_policy", "IfNotPresent, Always, IfPossible or Never; it is '" + wanted + "'");
        };
    }

    private static boolean isMoving(String reference) {
        if (reference.contains("@")) {
            return false;
        }
        String last = reference.substring(reference.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        return colon < 0 || last.substring(colon + 1).equals("latest");
    }
}
