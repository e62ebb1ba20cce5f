package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** What an API server says, without the client's prose around it. */
final class KubernetesWords {
    private static final int LONGEST = 1_000;

    private KubernetesWords() {}

    static String of(KubernetesClientException failure) {
        if (failure.getStatus() != null && failure.getStatus().getMessage() != null) {
            return cut(failure.getStatus().getMessage());
        }
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String words = deepest.getMessage();
        return cut(words == null || words.isBlank() ? deepest.getClass().getSimpleName() : words);
    }

    static String cut(String words) {
        String line = words.strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
