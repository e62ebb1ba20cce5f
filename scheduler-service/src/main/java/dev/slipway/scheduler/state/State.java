package dev.slipway.scheduler.state;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state that a run is or was in.
 *
 * @param data reference to a result, as the client wrote it; never read here
 */
public record State(
        UUID id,
        StateType type,
        String name,
        Instant timestamp,
        @Nullable String message,
        @Nullable Object data,
        StateDetails stateDetails) {

    public State withDetails(StateDetails details) {
        return new State(id, type, name, timestamp, message, data, details);
    }

    public State withTimestamp(Instant time) {
        return new State(id, type, name, time, message, data, stateDetails);
    }

    public boolean isTerminal() {
        return type.isTerminal();
    }
}
