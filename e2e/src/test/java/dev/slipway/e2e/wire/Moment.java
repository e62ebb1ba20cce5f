package dev.slipway.e2e.wire;

import java.util.List;

/**
 * A point in a conversation.
 *
 * @param answered false before the other side has heard what is said here, true when it has answered and nobody has heard that
 * @param what a request with all that led to it, as {@code COMMIT} with the statements of its transaction
 */
public record Moment(boolean answered, String what) {
    /** Whether it speaks of all of these. */
    public boolean mentions(List<String> parts) {
        return parts.stream().allMatch(what::contains);
    }
}
