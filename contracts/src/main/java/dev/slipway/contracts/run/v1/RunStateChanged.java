package dev.slipway.contracts.run.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run entered a state. Written by scheduler-service with the state, once per state.
 *
 * @param attempt dispatch attempts so far; 0 for a run that nobody dispatched
 * @param stateType Prefect's state type, as {@code RUNNING}; readers treat unknown ones as non-terminal
 */
public record RunStateChanged(
        String workspace,
        UUID flowRunId,
        int attempt,
        UUID stateId,
        String stateType,
        String stateName,
        @Nullable String message,
        @Nullable UUID deploymentId,
        @Nullable String workPoolType,
        Instant timestamp)
        implements Event {

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
