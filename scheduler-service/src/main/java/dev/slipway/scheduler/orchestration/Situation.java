package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision depends on beside the proposal.
 *
 * @param run as it is, locked
 * @param slots of its deployment; null without a limit
 * @param caller who proposes
 * @param newestAttempt dispatch attempts so far of the run whose credential the caller shows; 0 if it shows none
 * @param stateId for the state that will be stored
 * @param leaseId for the slot that may be taken
 */
record Situation(
        FlowRun run,
        @Nullable DeploymentSlots slots,
        Caller caller,
        int newestAttempt,
        UUID stateId,
        UUID leaseId,
        Instant now) {

    @Nullable
    State current() {
        return run.state();
    }

    @Nullable
    StateType currentType() {
        State state = run.state();
        return state == null ? null : state.type();
    }

    /** The current state; for rules that apply to runs with one only. */
    State initial() {
        State state = run.state();
        if (state == null) {
            throw new IllegalStateException("run " + run.id() + " has no state");
        }
        return state;
    }

    /** The state by which a rule replaces the proposed one. */
    State fresh(StateType type, String name, @Nullable String message) {
        return new State(stateId, type, name, now, message, null, StateDetails.NONE);
    }
}
