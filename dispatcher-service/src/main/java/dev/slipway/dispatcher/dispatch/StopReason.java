package dev.slipway.dispatcher.dispatch;

/** Why an attempt's container is to be stopped. */
public enum StopReason {
    /** Somebody cancelled the run. */
    CANCELLED("the run was cancelled"),
    /** The run ended by other means and its container should have ended with it. */
    RUN_ENDED("the run had already ended"),
    /** A later attempt of the run was dispatched. */
    SUPERSEDED("a later attempt of the run was started"),
    /** The scheduler knows of no such run. */
    RUN_UNKNOWN("there is no such run any more");

    private final String words;

    StopReason(String words) {
        this.words = words;
    }

    /** The reason as the end of a sentence. */
    public String words() {
        return words;
    }
}
