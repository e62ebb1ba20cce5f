package dev.slipway.gateway.filter;

/** A subscriber asks for something that is not a filter. */
public final class InvalidFilter extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidFilter(String message) {
        super(message);
    }
}
