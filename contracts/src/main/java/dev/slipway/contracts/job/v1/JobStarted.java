package dev.slipway.contracts.job.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/** The first process of an attempt runs. Written by dispatcher-service. */
public record JobStarted(String workspace, UUID flowRunId, int attempt, String infrastructureId, Instant startedAt)
        implements Event {

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
