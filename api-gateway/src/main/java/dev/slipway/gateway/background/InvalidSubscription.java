package dev.slipway.gateway.background;

/** A subscription that says not enough. */
final class InvalidSubscription extends RuntimeException {
    InvalidSubscription(String message) {
        super(message, null, false, false);
    }
}
