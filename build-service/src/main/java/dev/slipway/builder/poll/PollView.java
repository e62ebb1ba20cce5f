package dev.slipway.builder.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How looking for missed deliveries goes.
 *
 * @param failure why the last look failed
 * @param caughtUp how many changes of refs nobody had told of
 */
record PollView(
        @Nullable Instant polledAt,
        Instant nextAt,
        @Nullable String failure,
        long caughtUp) {}
