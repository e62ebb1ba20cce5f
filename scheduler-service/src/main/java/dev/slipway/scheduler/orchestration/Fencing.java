package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.caller.Caller;

/** An attempt that was replaced by a newer one has nothing to say any more (design invariant 4). */
final class Fencing {
    private Fencing() {}

    static Verdict fence(Draft draft, Situation situation) {
        Caller.Attempt attempt = situation.caller().attempt();
        if (attempt == null || attempt.number() >= situation.newestAttempt()) {
            return new Verdict.Pass(draft);
        }
        return new Verdict.Abort("Attempt " + attempt.number() + " of this run was replaced by attempt "
                + situation.newestAttempt() + "; its states are no longer accepted.");
    }
}
