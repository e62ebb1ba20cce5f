package dev.slipway.builder.push;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A push as it was recorded.
 *
 * @param reason why it is not built; null if it is
 */
record Push(
        UUID id,
        String project,
        String ref,
        String before,
        String after,
        long generation,
        Outcome outcome,
        @Nullable String reason,
        Source source,
        @Nullable UUID buildId,
        Instant receivedAt) {

    /** What became of it. */
    enum Outcome {
        /** A build was queued. */
        QUEUED,
        /** A newer push was known already. */
        LATE,
        /** Nobody knows the project. */
        DROPPED,
        /** The project's rules say that it is not built. */
        IGNORED,
        /** The commit is the newest of the ref already. */
        KNOWN,
        /** The ref is gone. */
        DELETED
    }

    /** How we know of it. */
    enum Source {
        /** GitLab told us. */
        WEBHOOK,
        /** We looked, and nobody had told us. */
        POLL
    }
}
