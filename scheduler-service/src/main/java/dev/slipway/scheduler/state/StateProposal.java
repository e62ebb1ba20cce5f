package dev.slipway.scheduler.state;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A state as somebody proposes it: id and time are given by the server. */
public record StateProposal(
        StateType type,
        @Nullable String name,
        @Nullable String message,
        @Nullable Object data,
        @Nullable StateDetails stateDetails) {

    /** A proposal with the type's default name and nothing else. */
    public static StateProposal of(StateType type) {
        return new StateProposal(type, null, null, null, null);
    }

    /** The state that it becomes. */
    public State toState(UUID id, Instant now) {
        var details = stateDetails == null ? StateDetails.NONE : stateDetails;
        if (type == StateType.SCHEDULED && details.scheduledTime() == null) {
            details = details.withScheduledTime(now);
        }
        var given = name == null || name.isBlank() ? type.defaultName() : name;
        return new State(id, type, given, now, message, data, details);
    }
}
