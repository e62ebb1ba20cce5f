package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.state.State;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a proposal.
 *
 * @param run as it is now
 * @param isStored a state was stored, the proposed one or another
 * @param reason null for an accepted proposal
 */
public record Outcome(
        Status status,
        FlowRun run,
        boolean isStored,
        @Nullable String reason,
        int delaySeconds) {
    /** The four answers of the protocol. */
    public enum Status {
        ACCEPT,
        REJECT,
        WAIT,
        ABORT
    }

    /** The proposal was stored as it was, but for what the rules added. */
    public boolean isAccepted() {
        return status == Status.ACCEPT;
    }

    @Nullable
    State state() {
        return run.state();
    }

    /** As the protocol has it. */
    public JsonObject details() {
        return switch (status) {
            case ACCEPT -> new JsonObject().put("type", "accept_details");
            case REJECT -> new JsonObject().put("type", "reject_details").put("reason", reason);
            case WAIT ->
                new JsonObject()
                        .put("type", "wait_details")
                        .put("delay_seconds", delaySeconds)
                        .put("reason", reason);
            case ABORT -> new JsonObject().put("type", "abort_details").put("reason", reason);
        };
    }
}
