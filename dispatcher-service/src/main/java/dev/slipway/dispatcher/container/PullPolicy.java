package dev.slipway.dispatcher.container;

/** When an image is pulled. */
public enum PullPolicy {
    /** Only if the engine does not have it. */
    IF_NOT_PRESENT,
    /** Each time; a failed pull fails the run. */
    ALWAYS,
    /** Each time; a failed pull is forgiven if the engine has the image. */
    IF_POSSIBLE,
    /** Never; the engine must have it. */
    NEVER
}
