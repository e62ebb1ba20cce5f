package dev.slipway.dispatcher.problem;

/** A request that can't be understood. */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param detail what the caller has to change */
    public BadRequest(String detail) {
        super(detail);
    }
}
