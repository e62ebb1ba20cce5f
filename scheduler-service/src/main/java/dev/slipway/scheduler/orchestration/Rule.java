package dev.slipway.scheduler.orchestration;

import static dev.slipway.scheduler.state.StateType.CANCELLED;
import static dev.slipway.scheduler.state.StateType.CANCELLING;
import static dev.slipway.scheduler.state.StateType.COMPLETED;
import static dev.slipway.scheduler.state.StateType.CRASHED;
import static dev.slipway.scheduler.state.StateType.FAILED;
import static dev.slipway.scheduler.state.StateType.PAUSED;
import static dev.slipway.scheduler.state.StateType.PENDING;
import static dev.slipway.scheduler.state.StateType.RUNNING;
import static dev.slipway.scheduler.state.StateType.SCHEDULED;

import dev.slipway.scheduler.state.StateType;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The rules: from which states to which each applies, and where it is written down. */
@SuppressWarnings("ImmutableEnumChecker") // unmodifiable sets and method references
enum Rule {
    FENCE_OLD_ATTEMPTS(From.ANY_OR_NONE, To.ANY, Fencing::fence),
    PRESERVE_LEASE(From.ANY, To.ANY, SlotRules::preserveLease),
    PREVENT_DUPLICATE_TRANSITIONS(From.ANY, To.ANY, TransitionRules::preventDuplicates),
    HANDLE_TERMINAL_STATES(From.TERMINAL, To.ANY, TerminalRules::leave),
    PREVENT_RESULT_LOSS(From.TERMINAL, To.TERMINAL, TerminalRules::preventResultLoss),
    ENFORCE_CANCELLING_TO_CANCELLED(Set.of(CANCELLING), To.ALL_BUT_CANCELLED, TransitionRules::onlyCancelled),
    BYPASS_CANCELLING_WITHOUT_INFRASTRUCTURE(
            Set.of(SCHEDULED, PAUSED), Set.of(CANCELLING), TransitionRules::cancelAtOnce),
    PREVENT_PENDING(Set.of(PENDING, RUNNING, CANCELLING, CANCELLED), Set.of(PENDING), TransitionRules::claimOnce),
    ONLY_CLAIMED_ARE_REFINED(From.ANY, Set.of(PENDING), TransitionRules::refineClaimed),
    VALIDATE_SLOT_AT_RUNNING(Set.of(PENDING), Set.of(RUNNING), SlotRules::validateAtRunning),
    SECURE_SLOT(From.WITHOUT_SLOT, Set.of(PENDING), SlotRules::secure),
    KEEP_LEASE_OF_OLD_CLIENTS(Set.of(PENDING), Set.of(RUNNING, CANCELLING), SlotRules::keepForOldClients),
    ONLY_SCHEDULED_BECOME_LATE(From.ANY, Set.of(SCHEDULED), TransitionRules::onlyScheduledBecomeLate),
    CANCEL_LATE_WITHOUT_SLOT(Set.of(SCHEDULED), Set.of(SCHEDULED), SlotRules::cancelLate),
    HANDLE_PAUSING(From.ANY_OR_NONE, Set.of(PAUSED), PauseRules::pause),
    HANDLE_RESUMING(Set.of(PAUSED), To.ANY, PauseRules::resume),
    COPY_SCHEDULED_TIME(Set.of(SCHEDULED), Set.of(PENDING), TimeRules::copyScheduledTime),
    WAIT_FOR_SCHEDULED_TIME(Set.of(SCHEDULED, PENDING), Set.of(RUNNING), TimeRules::waitForScheduledTime),
    RETRY_FAILED(Set.of(RUNNING), Set.of(FAILED), TimeRules::retryFailed),
    LEAVE_PROCESS(From.ANY, Set.of(SCHEDULED), TimeRules::leaveProcess);

    private final From from;
    private final Set<StateType> to;
    private final BiFunction<Draft, Situation, Verdict> judge;

    Rule(Set<StateType> from, Set<StateType> to, BiFunction<Draft, Situation, Verdict> judge) {
        this(new From(from, false), to, judge);
    }

    Rule(From from, Set<StateType> to, BiFunction<Draft, Situation, Verdict> judge) {
        this.from = from;
        this.to = to;
        this.judge = judge;
    }

    boolean applies(@Nullable StateType current, StateType proposed) {
        return to.contains(proposed)
                && (current == null ? from.orNone() : from.types().contains(current));
    }

    Verdict judge(Draft draft, Situation situation) {
        return judge.apply(draft, situation);
    }

    /** Where a transition starts; a new run has no state. */
    private record From(Set<StateType> types, boolean orNone) {
        static final From ANY = new From(Set.of(StateType.values()), false);
        static final From ANY_OR_NONE = new From(Set.of(StateType.values()), true);
        static final From TERMINAL = new From(To.TERMINAL, false);
        static final From WITHOUT_SLOT =
                new From(Set.of(SCHEDULED, PAUSED, COMPLETED, FAILED, CANCELLED, CRASHED), true);
    }

    /** Where it leads. */
    private static final class To {
        static final Set<StateType> ANY = Set.of(StateType.values());
        static final Set<StateType> TERMINAL = Set.of(COMPLETED, FAILED, CANCELLED, CRASHED);
        static final Set<StateType> ALL_BUT_CANCELLED =
                Set.of(SCHEDULED, PENDING, RUNNING, COMPLETED, FAILED, CRASHED, PAUSED, CANCELLING);
    }
}
