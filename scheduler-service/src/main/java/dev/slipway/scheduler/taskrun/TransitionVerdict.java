package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.state.StateProposal;

/** What the rules say to a state that somebody proposes for a task run. */
sealed interface TransitionVerdict {
    /** The state is entered, with what the rules added. */
    record Accept(StateProposal proposal) implements TransitionVerdict {}

    /** Another state is entered instead. */
    record Replace(StateProposal instead, String reason) implements TransitionVerdict {}

    /** Nothing changes: the run has what was asked for. */
    record Keep(String reason) implements TransitionVerdict {}

    /** Nothing changes yet. */
    record Wait(int seconds, String reason) implements TransitionVerdict {}

    /** Nothing changes, and who asked stops. */
    record Abort(String reason) implements TransitionVerdict {}
}
