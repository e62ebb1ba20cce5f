package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.PullFailure;

/**
 * What it means that a kubelet can't pull an image. Pure: it reads the words of its runtime and the registry.
 *
 * @param worthRepeating it may work in some minutes
 * @param remedy what to do, as the end of a message; empty if that is not known
 */
record KubernetesPulls(EndReason reason, boolean worthRepeating, String remedy) {
    static KubernetesPulls of(String words, String image) {
        // an image may be called anything
        PullFailure failure = PullFailure.of(words.replace(image, ""));
        EndReason reason = failure.worthRepeating() ? EndReason.REGISTRY_UNAVAILABLE : failure.reason();
        return new KubernetesPulls(reason, failure.worthRepeating(), remedy(reason));
    }

    private static String remedy(EndReason reason) {
        return switch (reason) {
            case IMAGE_PULL_DENIED ->
                " Register the registry with a credential that may pull, or name a pull secret in image_pull_secrets.";
            case IMAGE_NOT_FOUND -> " Is it pushed, and is its name right?";
            default -> "";
        };
    }
}
