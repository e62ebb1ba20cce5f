package dev.slipway.builder.gitlab;

/**
 * Something that was looked at.
 *
 * @param fine whether it is as it must be
 * @param detail a sentence: what is, or what is missing and what for
 */
public record Finding(Subject what, boolean fine, String detail) {
    /** What is looked at. */
    public enum Subject {
        TOKEN,
        PROJECT,
        FETCH,
        HOOK,
        DELIVERY,
        STATUSES
    }
}
