package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Into a pause and out of it. */
final class PauseRules {
    private PauseRules() {}

    static Verdict pause(Draft draft, Situation situation) {
        String verb = verb(draft.proposed());
        State current = situation.current();
        if (current == null) {
            return new Verdict.Abort("Cannot " + verb + " flows with no state.");
        } else if (current.type() != StateType.RUNNING) {
            return new Verdict.Keep("Cannot " + verb + " flows that are not currently running.");
        }
        String given = draft.details().pauseKey();
        String key = given == null ? situation.stateId().toString() : given;
        if (draft.policy().pauses().contains(key)) {
            return new Verdict.Keep("This " + verb + " has already fired.");
        } else if (draft.details().pauseReschedule() && situation.run().parentTaskRunId() != null) {
            return new Verdict.Abort("Cannot " + verb + " subflows.");
        } else if (draft.details().pauseReschedule() && situation.run().deploymentId() == null) {
            return new Verdict.Abort("Cannot " + verb + " flows without a deployment.");
        }
        return new Verdict.Pass(draft.with(remember(draft.policy(), key)));
    }

    private static EmpiricalPolicy remember(EmpiricalPolicy policy, String key) {
        List<String> keys =
                Stream.concat(policy.pauses().stream(), Stream.of(key)).toList();
        return policy.withPauses(keys, Boolean.TRUE.equals(policy.resuming()));
    }

    static Verdict resume(Draft draft, Situation situation) {
        State current = situation.initial();
        StateType to = draft.proposed().type();
        String name = draft.proposed().name().toLowerCase(Locale.ROOT);
        if (to == StateType.PENDING || to == StateType.PAUSED) {
            return new Verdict.Keep(
                    "This run cannot transition to the " + to + " state from the " + current.type() + " state.");
        } else if (current.stateDetails().pauseReschedule() && situation.run().deploymentId() == null) {
            return new Verdict.Keep("Cannot reschedule a " + name + " flow run without a deployment.");
        }
        Instant timeout = current.stateDetails().pauseTimeout();
        if (to != StateType.CANCELLING && timeout != null && timeout.isBefore(situation.now())) {
            return new Verdict.Replace(
                    situation.fresh(StateType.FAILED, "Failed", "The flow was " + name + " and never resumed."),
                    draft.policy(),
                    "The flow run " + verb(draft.proposed()) + " has timed out and can no longer resume.");
        }
        return new Verdict.Pass(
                draft.with(draft.policy().withPauses(draft.policy().pauses(), true)));
    }

    private static String verb(State proposed) {
        return proposed.name().equals("Suspended") ? "suspend" : "pause";
    }
}
