package dev.slipway.gateway.event;

/** What a client sent is not an event that Prefect's server would take. */
final class InvalidEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidEvent(String message) {
        super(message);
    }
}
