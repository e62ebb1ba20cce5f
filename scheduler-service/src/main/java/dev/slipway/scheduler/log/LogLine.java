package dev.slipway.scheduler.log;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line, as stored and as clients read it.
 *
 * @param level Python's number, 20 for info
 */
record LogLine(
        UUID id,
        Instant created,
        Instant updated,
        String name,
        int level,
        String message,
        Instant timestamp,
        @Nullable UUID flowRunId,
        @Nullable UUID taskRunId) {}
