package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may happen to a run that has ended. */
final class TerminalRules {
    private TerminalRules() {}

    static Verdict leave(Draft draft, Situation situation) {
        State current = situation.initial();
        StateType to = draft.proposed().type();
        if (to == StateType.CANCELLING || to == StateType.PAUSED || to == StateType.CRASHED) {
            return new Verdict.Abort("Run is already in terminal state " + current.type() + ".");
        } else if (current.type() == StateType.COMPLETED && !to.isTerminal() && hasResult(current.data())) {
            return new Verdict.Keep("Run is already COMPLETED.");
        } else if (losesResult(current, draft.proposed())) {
            return keepResult();
        } else if (to == StateType.SCHEDULED && situation.run().deploymentId() == null) {
            return new Verdict.Abort("Cannot reschedule a run without an associated deployment.");
        }
        return new Verdict.Pass(to.isTerminal() ? draft : draft.with(startOver(draft.policy(), to)));
    }

    static Verdict preventResultLoss(Draft draft, Situation situation) {
        return losesResult(situation.initial(), draft.proposed()) ? keepResult() : new Verdict.Pass(draft);
    }

    private static EmpiricalPolicy startOver(EmpiricalPolicy policy, StateType to) {
        return policy.withPauses(List.of(), false).withRetryType(to == StateType.SCHEDULED ? "reschedule" : null);
    }

    private static boolean losesResult(State current, State proposed) {
        return current.type() == StateType.COMPLETED
                && proposed.type() == StateType.COMPLETED
                && hasResult(current.data())
                && !hasResult(proposed.data());
    }

    private static Verdict keepResult() {
        return new Verdict.Keep(
                "Cannot overwrite a COMPLETED state that carries persisted result data with one that does not.");
    }

    /** Data that only says that nothing was persisted is no result. */
    private static boolean hasResult(@Nullable Object data) {
        Object value = data instanceof io.vertx.core.json.JsonObject json ? json.getMap() : data;
        return value instanceof Map<?, ?> map && !map.isEmpty() && !"unpersisted".equals(map.get("type"));
    }
}
