package dev.slipway.dispatcher.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where one attempt is and how it ended, for who asks about many. */
public record AttemptReport(
        UUID flowRunId,
        int attempt,
        String state,
        @Nullable String endReason,
        @Nullable String message,
        @Nullable Instant endedAt) {}
