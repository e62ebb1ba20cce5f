package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.flowrun.RunProgress;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Not before its time, and once more after a failure. */
final class TimeRules {
    private TimeRules() {}

    static Verdict copyScheduledTime(Draft draft, Situation situation) {
        return draft.details().scheduledTime() != null
                ? new Verdict.Pass(draft)
                : new Verdict.Pass(draft.with(draft.details()
                        .withScheduledTime(situation.initial().stateDetails().scheduledTime())));
    }

    static Verdict waitForScheduledTime(Draft draft, Situation situation) {
        Instant scheduled = situation.initial().stateDetails().scheduledTime();
        if (scheduled == null) {
            return new Verdict.Pass(draft);
        }
        long milliseconds = Duration.between(situation.now(), scheduled).toMillis();
        int seconds = Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.round(milliseconds / 1_000.0)));
        return seconds > 0 ? new Verdict.Wait(seconds, "Scheduled time is in the future") : new Verdict.Pass(draft);
    }

    /**
     * The process is gone: another one must be able to claim the run, whatever it waited for. A pause that nobody ended is asked
     * for again.
     */
    static Verdict leaveProcess(Draft draft, Situation situation) {
        State current = situation.initial();
        EmpiricalPolicy policy = draft.policy();
        if ("in_process".equals(policy.retryType())) {
            policy = policy.withRetryType("reschedule");
        }
        String pause = current.stateDetails().pauseKey();
        if (current.type() == StateType.PAUSED && pause != null) {
            List<String> others =
                    policy.pauses().stream().filter(key -> !key.equals(pause)).toList();
            policy = policy.withPauses(others, Boolean.TRUE.equals(policy.resuming()));
        }
        return new Verdict.Pass(draft.with(policy));
    }

    /** The process stays and runs the flow again after the delay. */
    static Verdict retryFailed(Draft draft, Situation situation) {
        EmpiricalPolicy policy = draft.policy();
        Integer retries = policy.retries();
        RunProgress progress = situation.run().progress();
        if (retries == null || progress.runCount() - progress.attempts().interrupted() > retries) {
            return new Verdict.Pass(draft.with(policy.withRetryType(null)));
        }
        Double delay = policy.retryDelay();
        Instant again = situation.now().plusMillis(Math.round((delay == null ? 0 : delay) * 1_000));
        State failed = draft.proposed();
        StateDetails details = StateDetails.scheduledAt(again)
                .withLease(situation.initial().stateDetails().deploymentConcurrencyLeaseId());
        State retry = new State(
                situation.stateId(),
                StateType.SCHEDULED,
                "AwaitingRetry",
                situation.now(),
                failed.message(),
                failed.data(),
                details);
        return new Verdict.Replace(retry, policy.withPauses(List.of(), false).withRetryType("in_process"), "Retrying");
    }
}
