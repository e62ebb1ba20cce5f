package dev.slipway.scheduler.job;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.scheduler.flowrun.Attempts;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.retry.RetryPolicy;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the end of an attempt's infrastructure means for its run. */
final class JobVerdict {
    private JobVerdict() {}

    /** Whether the run needed what has ended: it has not ended itself, does not wait for another attempt, and has had none since. */
    static boolean concerns(FlowRun run, int attempt) {
        State state = run.state();
        Attempts attempts = run.progress().attempts();
        return state != null && !state.isTerminal() && attempts.dispatched() && attempts.number() == attempt;
    }

    /** The state that a run which {@linkplain #concerns needed it} gets: scheduled again, or terminal. */
    static StateProposal onEnd(FlowRun run, Ending ending, RetryPolicy policy, Instant now) {
        State state = run.state();
        if ((state != null && state.type() == StateType.CANCELLING) || ending.reason() == EndReason.CANCELLED) {
            return proposal(StateType.CANCELLED, ending.message());
        } else if (!policy.covers(ending.reasonName(), ending.isInfrastructureFault())) {
            return proposal(StateType.CRASHED, said(ending));
        }
        int left = policy.budget() - run.progress().attempts().retries();
        if (left <= 0 || !canBeClaimed(run)) {
            return proposal(StateType.CRASHED, said(ending) + " " + last(run, left));
        }
        return again(run, ending, policy, now);
    }

    /** Nobody would find it. */
    private static boolean canBeClaimed(FlowRun run) {
        return run.deploymentId() != null && run.workQueueId() != null;
    }

    private static StateProposal again(FlowRun run, Ending ending, RetryPolicy policy, Instant now) {
        Attempts attempts = run.progress().attempts();
        Duration delay = policy.delayAfter(attempts.retries());
        int most = attempts.number() + policy.budget() - attempts.retries();
        String message = "%s Because of %s, attempt %d of %d follows in %d s."
                .formatted(said(ending), ending.reasonName(), attempts.number() + 1, most, delay.toSeconds());
        return new StateProposal(
                StateType.SCHEDULED, "AwaitingRetry", message, null, StateDetails.scheduledAt(now.plus(delay)));
    }

    private static String last(FlowRun run, int left) {
        int attempt = run.progress().attempt();
        return left > 0
                ? "There is no other attempt: the deployment or its work pool is gone."
                : "Attempt %d of %d was the last.".formatted(attempt, attempt);
    }

    private static String said(Ending ending) {
        return ending.reason() == EndReason.COMPLETED
                ? "The process ended without reporting the run's final state. " + ending.message()
                : ending.message();
    }

    private static StateProposal proposal(StateType type, @Nullable String message) {
        return new StateProposal(type, null, message, null, null);
    }
}
