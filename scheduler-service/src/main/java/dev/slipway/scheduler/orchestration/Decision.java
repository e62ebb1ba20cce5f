package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.state.State;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a proposal.
 *
 * @param status what the proposer is told
 * @param run with the new state if one is to be stored, else as it was
 * @param stored the state to store; null for none
 * @param slots what becomes of the deployment's slot
 * @param reason null for an accepted proposal
 * @param delaySeconds when to ask again, with {@link Outcome.Status#WAIT}
 */
record Decision(
        Outcome.Status status,
        FlowRun run,
        @Nullable State stored,
        SlotChange slots,
        @Nullable String reason,
        int delaySeconds) {
    boolean isAccepted() {
        return status == Outcome.Status.ACCEPT;
    }

    /** The same after the failure of the attempt's infrastructure: nothing of it is left, and another one will follow. */
    Decision ofFailedAttempt(boolean hadEnteredRunning) {
        RunProgress progress = run.progress();
        FlowRun released = run.with(progress.with(progress.attempts().failed(hadEnteredRunning)))
                .withoutInfrastructure();
        return new Decision(status, released, stored, slots, reason, delaySeconds);
    }

    /** The same with one dispatch attempt more. */
    Decision ofNextAttempt() {
        FlowRun dispatched = run.with(run.progress().nextAttempt());
        return new Decision(status, dispatched, stored, slots, reason, delaySeconds);
    }
}
