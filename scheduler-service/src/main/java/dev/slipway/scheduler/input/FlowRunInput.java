package dev.slipway.scheduler.input;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A text that was sent to a run. */
record FlowRunInput(
        UUID id,
        Instant created,
        Instant updated,
        UUID flowRunId,
        String key,
        String value,
        @Nullable String sender) {}
