package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import org.jspecify.annotations.Nullable;

/** The decision about a proposal: its policy's rules in their order until one objects, then what every stored state does. */
final class Orchestration {
    private Orchestration() {}

    static Decision decide(StateProposal proposal, Policy policy, Situation situation) {
        State proposed = proposal.toState(situation.stateId(), situation.now());
        var draft = new Draft(proposed, situation.run().empiricalPolicy(), SlotChange.NONE);
        for (Rule rule : policy.rules()) {
            if (!rule.applies(situation.currentType(), proposed.type())) {
                continue;
            }
            switch (rule.judge(draft, situation)) {
                case Verdict.Pass pass -> draft = pass.draft();
                case Verdict.Replace replace -> {
                    var replaced = new Draft(replace.state(), replace.policy(), SlotChange.NONE);
                    return store(Outcome.Status.REJECT, replaced, situation, replace.reason());
                }
                case Verdict.Keep keep -> {
                    return refuse(Outcome.Status.REJECT, situation, keep.reason(), 0);
                }
                case Verdict.Wait wait -> {
                    return refuse(Outcome.Status.WAIT, situation, wait.reason(), wait.delaySeconds());
                }
                case Verdict.Abort abort -> {
                    return refuse(Outcome.Status.ABORT, situation, abort.reason(), 0);
                }
            }
        }
        return store(Outcome.Status.ACCEPT, draft, situation, null);
    }

    private static Decision store(Outcome.Status status, Draft draft, Situation situation, @Nullable String reason) {
        SlotChange slots = SlotRules.release(situation, draft);
        FlowRun entered = Progression.enter(situation.run(), draft.proposed(), draft.policy(), situation.now());
        FlowRun after =
                isTakenOver(situation, draft) ? entered.with(entered.progress().takenOver()) : entered;
        return new Decision(status, after, after.state(), slots, reason, 0);
    }

    /** A worker claims a run that the dispatcher has tried before. */
    private static boolean isTakenOver(Situation situation, Draft draft) {
        return draft.proposed().type() == StateType.PENDING
                && situation.currentType() != StateType.PENDING
                && situation.caller().principal() == Caller.Principal.ADMIN
                && situation.run().progress().attempt() > 0;
    }

    private static Decision refuse(Outcome.Status status, Situation situation, String reason, int delaySeconds) {
        return new Decision(status, situation.run(), null, SlotChange.NONE, reason, delaySeconds);
    }
}
