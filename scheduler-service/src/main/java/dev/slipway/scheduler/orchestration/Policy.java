package dev.slipway.scheduler.orchestration;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which rules a proposal has to pass, in their order. */
enum Policy {
    /** What clients propose. */
    CORE(EnumSet.complementOf(EnumSet.of(Rule.PREVENT_RESULT_LOSS, Rule.CANCEL_LATE_WITHOUT_SLOT, Rule.LEAVE_PROCESS))),
    /** What is forced, and the first state of a run. */
    MINIMAL(EnumSet.of(
            Rule.FENCE_OLD_ATTEMPTS, Rule.PREVENT_RESULT_LOSS, Rule.BYPASS_CANCELLING_WITHOUT_INFRASTRUCTURE)),
    /** Runs that nobody picked up in time. */
    LATE(EnumSet.of(Rule.ONLY_SCHEDULED_BECOME_LATE, Rule.CANCEL_LATE_WITHOUT_SLOT)),
    /** Runs whose infrastructure failed and that get another attempt. */
    RETRY(EnumSet.of(Rule.LEAVE_PROCESS));

    @SuppressWarnings("ImmutableEnumChecker") // a copy
    private final List<Rule> rules;

    Policy(Set<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    List<Rule> rules() {
        return rules;
    }
}
