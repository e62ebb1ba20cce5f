package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.state.State;

/** What one rule says about a proposal. */
sealed interface Verdict {
    /** Go on, with the draft as it is now. */
    record Pass(Draft draft) implements Verdict {}

    /** Store another state in place of the proposed one. */
    record Replace(State state, EmpiricalPolicy policy, String reason) implements Verdict {}

    /** Store nothing; the proposer is to take the current state for an answer. */
    record Keep(String reason) implements Verdict {}

    /** Store nothing; the proposer is to ask again. */
    record Wait(int delaySeconds, String reason) implements Verdict {}

    /** Store nothing; the proposer is to give up. */
    record Abort(String reason) implements Verdict {}
}
