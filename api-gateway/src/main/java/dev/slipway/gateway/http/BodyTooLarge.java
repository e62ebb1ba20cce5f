package dev.slipway.gateway.http;

/** A body is longer than its resource takes. */
public final class BodyTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of a body longer than {@code limit} bytes. */
    public BodyTooLarge(long limit) {
        super("The body is longer than " + limit + " bytes.");
    }
}
