package dev.slipway.dispatcher.container;

import org.jspecify.annotations.Nullable;

/** Something that is needed does not answer; nothing is known and the same call may work later. */
public final class InfrastructureUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InfrastructureUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
