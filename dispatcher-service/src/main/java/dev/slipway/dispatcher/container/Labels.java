package dev.slipway.dispatcher.container;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The labels by which we know our containers. */
public final class Labels {
    /** Whose container it is; others' are never touched. */
    public static final String INSTALLATION = "dev.slipway/installation";
    /** A hash of the request that it was made for. */
    public static final String DIGEST = "dev.slipway/digest";

    private static final String WORKSPACE = "dev.slipway/workspace";
    private static final String RUN = "dev.slipway/run-id";
    private static final String ATTEMPT = "dev.slipway/attempt";

    private Labels() {}

    /** The labels of an attempt's container. */
    public static Map<String, String> of(AttemptKey key, String installation, String digest) {
        return Map.of(
                WORKSPACE, key.workspace(),
                RUN, key.flowRunId().toString(),
                ATTEMPT, Integer.toString(key.attempt()),
                INSTALLATION, installation,
                DIGEST, digest);
    }

    /** The attempt that labels name; empty if they are not ours. */
    public static Optional<AttemptKey> attempt(Map<String, String> labels) {
        String workspace = labels.get(WORKSPACE);
        String run = labels.get(RUN);
        String attempt = labels.get(ATTEMPT);
        if (workspace == null || run == null || attempt == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AttemptKey(workspace, UUID.fromString(run), Integer.parseInt(attempt)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether both were made by one installation for one request of one attempt. */
    public static boolean sameClaim(Map<String, String> ours, Map<String, String> theirs) {
        return attempt(ours).isPresent()
                && attempt(ours).equals(attempt(theirs))
                && String.valueOf(ours.get(INSTALLATION)).equals(theirs.get(INSTALLATION))
                && String.valueOf(ours.get(DIGEST)).equals(theirs.get(DIGEST));
    }
}
