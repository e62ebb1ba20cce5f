package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What entering a state does to the run, whichever rules let it through: Prefect's global transforms. */
public final class Progression {
    private Progression() {}

    /** The run in its next state; the state gets a time after that of its predecessor. */
    public static FlowRun enter(FlowRun run, State proposed, EmpiricalPolicy policy, Instant now) {
        State next = new State(
                proposed.id(),
                proposed.type(),
                proposed.name(),
                timestamp(run.state(), proposed),
                proposed.message(),
                proposed.data(),
                details(run, proposed.stateDetails()));
        boolean entersOrEnds = next.type() == StateType.RUNNING || next.isTerminal();
        EmpiricalPolicy settled = entersOrEnds ? policy.withPauses(policy.pauses(), false) : policy;
        return run.in(next, progress(run, next, policy), settled, now);
    }

    private static Instant timestamp(@Nullable State previous, State next) {
        Instant time = next.timestamp().truncatedTo(ChronoUnit.MICROS);
        return previous == null || time.isAfter(previous.timestamp())
                ? time
                : previous.timestamp().plus(1, ChronoUnit.MICROS);
    }

    private static StateDetails details(FlowRun run, StateDetails given) {
        StateDetails details = given.withFlowRunId(run.id());
        return run.parentTaskRunId() == null ? details : details.withTaskRunId(run.parentTaskRunId());
    }

    private static RunProgress progress(FlowRun run, State next, EmpiricalPolicy policy) {
        RunProgress before = run.progress();
        boolean isScheduled = next.type() == StateType.SCHEDULED;
        boolean isRunning = next.type() == StateType.RUNNING;
        Instant scheduled = next.stateDetails().scheduledTime();
        Instant expected = isScheduled && scheduled != null ? scheduled : next.timestamp();
        Instant start = before.startTime() == null && (isRunning || (next.isTerminal() && before.endTime() == null))
                ? next.timestamp()
                : before.startTime();
        boolean counts = isRunning && !Boolean.TRUE.equals(policy.resuming());
        return new RunProgress(
                before.runCount() + (counts ? 1 : 0),
                before.expectedStartTime() == null ? expected : before.expectedStartTime(),
                isScheduled ? scheduled : null,
                start,
                endTime(before, next),
                before.totalRunTime().plus(stay(run.state(), next)),
                keepsProcess(run.state(), next, policy)
                        ? before.attempts()
                        : before.attempts().released());
    }

    /**
     * Whether the dispatcher's process, if there is one, goes on in the next state. A suspended or rescheduled run has let it go;
     * one that is paused, or waits for its own retry, has not.
     */
    private static boolean keepsProcess(@Nullable State current, State next, EmpiricalPolicy policy) {
        return switch (next.type()) {
            case PENDING -> current != null && current.type() == StateType.PENDING;
            case RUNNING, CANCELLING -> true;
            case SCHEDULED -> next.name().equals("AwaitingRetry") && "in_process".equals(policy.retryType());
            case PAUSED -> !next.stateDetails().pauseReschedule();
            case COMPLETED, FAILED, CANCELLED, CRASHED -> false;
        };
    }

    private static @Nullable Instant endTime(RunProgress before, State next) {
        if (!next.isTerminal()) {
            return null;
        }
        return before.endTime() == null ? next.timestamp() : before.endTime();
    }

    private static Duration stay(@Nullable State previous, State next) {
        return previous != null && previous.type() == StateType.RUNNING
                ? Duration.between(previous.timestamp(), next.timestamp())
                : Duration.ZERO;
    }
}
