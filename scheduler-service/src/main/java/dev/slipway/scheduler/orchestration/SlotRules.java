package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateDetails;
import dev.slipway.scheduler.state.StateType;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A deployment's concurrency limit: a run takes a slot when it is claimed and gives it back when it stops being active. */
final class SlotRules {
    static final Duration WAIT_FOR_SLOT = Duration.ofSeconds(30);
    static final String LIMIT_REACHED = "Deployment concurrency limit reached.";

    /** The first release whose engine renews leases. */
    private static final int[] RENEWING_CLIENT = {3, 4, 11};

    private SlotRules() {}

    /**
     * Workers send an explicit null for the lease. Unlike Prefect, a lease that the current state does not hold any more is not
     * carried on: a retried run of a deployment without limit would try to renew it, and give up.
     */
    static Verdict preserveLease(Draft draft, Situation situation) {
        UUID lease = situation.initial().stateDetails().deploymentConcurrencyLeaseId();
        boolean isHeld =
                holdsSlot(situation.initial(), situation.run().empiricalPolicy().retryType());
        return lease != null && isHeld && draft.details().deploymentConcurrencyLeaseId() == null
                ? new Verdict.Pass(draft.with(draft.details().withLease(lease)))
                : new Verdict.Pass(draft);
    }

    /** Active runs hold their slot, and so do those whose process waits for its retry. */
    static boolean holdsSlot(State state, @Nullable String retryType) {
        return switch (state.type()) {
            case PENDING, RUNNING, CANCELLING -> true;
            case SCHEDULED -> state.name().equals("AwaitingRetry") && "in_process".equals(retryType);
            case COMPLETED, FAILED, CANCELLED, CRASHED, PAUSED -> false;
        };
    }

    static Verdict secure(Draft draft, Situation situation) {
        DeploymentSlots slots = situation.slots();
        if (slots == null) {
            return new Verdict.Pass(draft);
        } else if (slots.limit() == 0) {
            return new Verdict.Abort(
                    "The deployment concurrency limit is 0. The flow will deadlock if submitted again.");
        } else if (slots.hasFree()) {
            return new Verdict.Pass(acquire(draft, situation, slots));
        }
        return noSlot(situation, slots);
    }

    private static Verdict noSlot(Situation situation, DeploymentSlots slots) {
        State state = slots.cancelNew()
                ? situation.fresh(StateType.CANCELLED, "Cancelled", LIMIT_REACHED)
                : situation
                        .fresh(StateType.SCHEDULED, "AwaitingConcurrencySlot", null)
                        .withDetails(StateDetails.scheduledAt(situation.now().plus(WAIT_FOR_SLOT)));
        return new Verdict.Replace(state, situation.run().empiricalPolicy(), LIMIT_REACHED);
    }

    private static Draft acquire(Draft draft, Situation situation, DeploymentSlots slots) {
        return draft.withSlot(new SlotChange.Acquire(situation.leaseId(), slots.grace()), situation.leaseId());
    }

    /** Provisioning may have taken longer than the lease: then the slot is taken again, or the run must not start. */
    static Verdict validateAtRunning(Draft draft, Situation situation) {
        UUID lease = situation.initial().stateDetails().deploymentConcurrencyLeaseId();
        DeploymentSlots slots = situation.slots();
        if (lease == null || slots == null || !renewsLeases(situation.caller())) {
            return new Verdict.Pass(draft.with(draft.details().withLease(lease)));
        } else if (slots.ownLeaseAlive()) {
            return new Verdict.Pass(draft.withSlot(new SlotChange.Renew(lease, slots.grace()), lease));
        } else if (slots.hasFree()) {
            return new Verdict.Pass(acquire(draft, situation, slots));
        }
        String message =
                "Deployment concurrency slot lost during provisioning - no slots available to continue execution";
        return new Verdict.Replace(
                situation.fresh(StateType.CANCELLED, "Cancelled", message),
                situation.run().empiricalPolicy(),
                "Deployment concurrency limit reached after lease expiry.");
    }

    /** A client that can't renew keeps the slot until the run stops being active. */
    static Verdict keepForOldClients(Draft draft, Situation situation) {
        UUID lease = situation.initial().stateDetails().deploymentConcurrencyLeaseId();
        return lease == null || renewsLeases(situation.caller())
                ? new Verdict.Pass(draft)
                : new Verdict.Pass(draft.withSlot(new SlotChange.Renew(lease, null), lease));
    }

    private static boolean renewsLeases(Caller caller) {
        String version = caller.clientVersion();
        if (version == null) {
            return false;
        }
        String[] numbers = version.split("\\.", -1);
        for (int i = 0; i < RENEWING_CLIENT.length; i++) {
            int difference = i < numbers.length ? Integer.parseInt(numbers[i]) - RENEWING_CLIENT[i] : -1;
            if (difference != 0) {
                return difference > 0;
            }
        }
        return true;
    }

    /** With the strategy to cancel, runs that can't be claimed must not pile up as late ones. */
    static Verdict cancelLate(Draft draft, Situation situation) {
        DeploymentSlots slots = situation.slots();
        boolean isLate = draft.proposed().name().equals("Late");
        if (!isLate || slots == null || !slots.cancelNew() || slots.hasFree()) {
            return new Verdict.Pass(draft);
        }
        return new Verdict.Replace(
                situation.fresh(StateType.CANCELLED, "Cancelled", LIMIT_REACHED),
                situation.run().empiricalPolicy(),
                "Deployment concurrency limit is full and uses the CANCEL_NEW strategy.");
    }

    /** The last step of every transition that stores a state. */
    static SlotChange release(Situation situation, Draft stored) {
        State current = situation.current();
        if (current == null || situation.run().deploymentId() == null) {
            return stored.slots();
        }
        boolean held = holdsSlot(current, situation.run().empiricalPolicy().retryType());
        boolean holds = holdsSlot(stored.proposed(), stored.policy().retryType());
        return held && !holds ? new SlotChange.Release() : stored.slots();
    }
}
