package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transition on its way through the rules: what would be stored if no further rule objected. */
record Draft(State proposed, EmpiricalPolicy policy, SlotChange slots) {
    Draft with(StateDetails details) {
        return new Draft(proposed.withDetails(details), policy, slots);
    }

    Draft with(EmpiricalPolicy changed) {
        return new Draft(proposed, changed, slots);
    }

    Draft withSlot(SlotChange change, @Nullable UUID leaseId) {
        return new Draft(proposed.withDetails(proposed.stateDetails().withLease(leaseId)), policy, change);
    }

    StateDetails details() {
        return proposed.stateDetails();
    }
}
