package dev.slipway.contracts.job.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The infrastructure of an attempt is gone and nobody saw how it ended. Written by dispatcher-service.
 *
 * @param message what was looked for and where
 */
public record JobLost(
        String workspace,
        UUID flowRunId,
        int attempt,
        @Nullable String infrastructureId,
        String message,
        Instant noticedAt)
        implements Event {

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
