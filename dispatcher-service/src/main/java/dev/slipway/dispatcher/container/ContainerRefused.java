package dev.slipway.dispatcher.container;

import dev.slipway.contracts.job.v1.EndReason;

/** The container can't be had, and asking again would not help. */
public final class ContainerRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final EndReason reason;

    /** @param message for the owner of the run */
    public ContainerRefused(EndReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The typed reason. */
    public EndReason reason() {
        return reason;
    }

    /** For the owner of the run. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
