package dev.slipway.dispatcher.dispatch;

import dev.slipway.contracts.job.v1.EndReason;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, for the owner of the run. */
public record Ending(EndReason reason, @Nullable Integer exitCode, String message) {
    /** An end without a process. */
    public static Ending without(EndReason reason, String message) {
        return new Ending(reason, null, message);
    }
}
