package dev.slipway.dispatcher.container;

import dev.slipway.contracts.job.v1.EndReason;
import java.util.List;
import java.util.Locale;

/**
 * What a failed pull means, by the words of engine and registry: the status alone says too little, as engines wrap a
 * registry's 401 into a 500 and its 404 into a 404, an error in the stream, or "denied".
 */
public record PullFailure(EndReason reason, boolean worthRepeating) {
    private static final List<String> DENIED = List.of(
            "unauthorized",
            "access denied",
            "no basic auth credentials",
            "authentication required",
            "denied:",
            "forbidden");
    private static final List<String> MISSING =
            List.of("manifest unknown", "name unknown", "repository name not known", "name_unknown", "not found");
    private static final List<String> FINAL = List.of(
            "no matching manifest",
            "no match for platform",
            "invalid reference format",
            "no space left",
            "server gave http response to https client",
            "x509: ");

    /** Reads the message of an engine or kubelet. */
    public static PullFailure of(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (DENIED.stream().anyMatch(words::contains)) {
            return new PullFailure(EndReason.IMAGE_PULL_DENIED, false);
        }
        if (FINAL.stream().anyMatch(words::contains)) {
            return new PullFailure(EndReason.IMAGE_PULL_FAILED, false);
        }
        if (MISSING.stream().anyMatch(words::contains)) {
            return new PullFailure(EndReason.IMAGE_NOT_FOUND, false);
        }
        return new PullFailure(EndReason.IMAGE_PULL_FAILED, true);
    }
}
