package dev.slipway.scheduler.automation.outgoing;

/** A call that was not made, or not answered. */
public final class CallFailed extends Exception {
    CallFailed(String reason) {
        super(reason);
    }

    /** Why, in words, without anything secret. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
