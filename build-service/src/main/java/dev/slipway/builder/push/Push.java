package dev.slipway.builder.push;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A push as it was recorded. */
record Push(
        UUID id,
        String project,
        String ref,
        String before,
        String after,
        long generation,
        Outcome outcome,
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
        /** The branch is not the project's default branch. */
        IGNORED
    }
}
