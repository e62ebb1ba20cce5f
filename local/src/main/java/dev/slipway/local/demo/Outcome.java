package dev.slipway.local.demo;

/** How a journey ended. */
public sealed interface Outcome {
    /** The run completed. */
    record Completed() implements Outcome {}

    /**
     * It will not complete.
     *
     * @param reason what happened, in the words of who noticed
     */
    record Failed(String reason) implements Outcome {}
}
