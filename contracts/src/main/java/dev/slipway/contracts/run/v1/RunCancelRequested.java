package dev.slipway.contracts.run.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody wants a dispatched run to stop. Written by scheduler-service when the run enters Cancelling.
 *
 * @param attempt the attempt to stop
 */
public record RunCancelRequested(String workspace, UUID flowRunId, int attempt, Instant requestedAt) implements Event {

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
