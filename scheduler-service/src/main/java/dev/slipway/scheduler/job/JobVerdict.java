package dev.slipway.scheduler.job;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the end of an attempt's infrastructure means for its run. */
final class JobVerdict {
    private JobVerdict() {}

    /**
     * The state to force; empty if the run needs none, because it has ended, waits for another attempt, or has had one since.
     *
     * @param message what happened, as the dispatcher has it
     */
    static Optional<StateProposal> onEnd(FlowRun run, int attempt, EndReason reason, String message) {
        State state = run.state();
        if (state == null || state.isTerminal() || attempt != run.progress().attempt() || !needsProcess(run, state)) {
            return Optional.empty();
        } else if (state.type() == StateType.CANCELLING || reason == EndReason.CANCELLED) {
            return Optional.of(proposal(StateType.CANCELLED, message));
        } else if (reason == EndReason.COMPLETED) {
            return Optional.of(proposal(
                    StateType.CRASHED, "The process ended without reporting the run's final state. " + message));
        }
        return Optional.of(proposal(StateType.CRASHED, message));
    }

    /** A suspended or rescheduled run has let its process go; one that is paused, or waits for its own retry, has not. */
    private static boolean needsProcess(FlowRun run, State state) {
        return switch (state.type()) {
            case PENDING, RUNNING, CANCELLING -> true;
            case SCHEDULED ->
                state.name().equals("AwaitingRetry")
                        && "in_process".equals(run.empiricalPolicy().retryType());
            case PAUSED -> !state.stateDetails().pauseReschedule();
            case COMPLETED, FAILED, CANCELLED, CRASHED -> false;
        };
    }

    private static StateProposal proposal(StateType type, @Nullable String message) {
        return new StateProposal(type, null, message, null, null);
    }
}
