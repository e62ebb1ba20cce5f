package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import java.util.Set;
import java.util.UUID;

/** Which states may follow which, whatever else is the case. */
final class TransitionRules {
    /** What becomes of a claim, as workers tell it; none of it is a claim. */
    private static final Set<String> AFTER_A_CLAIM = Set.of("Submitting", "InfrastructurePending");

    private TransitionRules() {}

    /** A repeated request is answered by what the first one led to. */
    static Verdict preventDuplicates(Draft draft, Situation situation) {
        UUID last = situation.initial().stateDetails().transitionId();
        return last != null && last.equals(draft.details().transitionId())
                ? new Verdict.Keep("This run has already made this state transition.")
                : new Verdict.Pass(draft);
    }

    /** What is being cancelled ends cancelled. */
    static Verdict onlyCancelled(Draft draft, Situation situation) {
        return new Verdict.Keep("Cannot transition flows that are cancelling to a state other than Cancelled.");
    }

    /** Where nothing runs there is nothing to stop. */
    static Verdict cancelAtOnce(Draft draft, Situation situation) {
        State current = situation.initial();
        boolean isScheduled = current.type() == StateType.SCHEDULED;
        if (isScheduled
                && (situation.run().infrastructurePid() == null
                        || current.name().equals("Resuming"))) {
            return cancelled(situation, "Scheduled flow run has no infrastructure to terminate.");
        } else if (!isScheduled && current.stateDetails().pauseReschedule()) {
            return cancelled(situation, "Suspended flow run has no infrastructure to terminate.");
        }
        return new Verdict.Pass(draft);
    }

    private static Verdict cancelled(Situation situation, String reason) {
        State state = situation.fresh(StateType.CANCELLED, "Cancelled", null);
        return new Verdict.Replace(state, situation.run().empiricalPolicy(), reason);
    }

    /** The claim: whoever comes second is refused; the claimer itself may refine the name. */
    static Verdict claimOnce(Draft draft, Situation situation) {
        State current = situation.initial();
        String name = draft.proposed().name();
        if (current.type() == StateType.PENDING && !current.name().equals(name) && !name.equals("Pending")) {
            return new Verdict.Pass(draft.with(draft.details()
                    .withScheduledTime(current.stateDetails().scheduledTime())
                    .withLease(current.stateDetails().deploymentConcurrencyLeaseId())));
        }
        return new Verdict.Abort(
                "This run is in a " + current.type() + " state and cannot transition to a PENDING state.");
    }

    /**
     * A worker tells of every pending pod that it sees, also of one whose attempt has failed in the meantime: that must not claim
     * the next one, which nobody would start then.
     */
    static Verdict refineClaimed(Draft draft, Situation situation) {
        String name = draft.proposed().name();
        boolean isClaimed = situation.currentType() == StateType.PENDING;
        return isClaimed || !AFTER_A_CLAIM.contains(name)
                ? new Verdict.Pass(draft)
                : new Verdict.Abort("Only a PENDING run can become " + name + ".");
    }

    static Verdict onlyScheduledBecomeLate(Draft draft, Situation situation) {
        State current = situation.initial();
        if (!draft.proposed().name().equals("Late")) {
            return new Verdict.Pass(draft);
        } else if (current.type() != StateType.SCHEDULED) {
            return new Verdict.Keep("Only scheduled flows can be marked late.");
        } else if (current.name().equals("Late")) {
            return new Verdict.Keep("This flow run is already marked late.");
        }
        return new Verdict.Pass(draft);
    }
}
