package dev.slipway.scheduler.reconcile;

import org.jspecify.annotations.Nullable;

/** The dispatcher did not answer, so nothing is known. */
final class DispatcherUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DispatcherUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
