package dev.slipway.dispatcher.dispatch;

import dev.slipway.contracts.run.v1.RunDue;

/**
 * An attempt that a launcher claimed.
 *
 * @param request what is to be launched: some kilobytes, which nobody needs once it is
 */
public record Launch(Dispatch dispatch, RunDue request) {
    /** The attempt. */
    public AttemptKey key() {
        return dispatch.key();
    }
}
