package dev.slipway.builder.image;

/**
 * What a registry says to a login.
 *
 * @param detail the state in a sentence for people
 */
public record LoginAnswer(State state, String detail) {
    /** In words of the API. */
    public enum State {
        ACCEPTED,
        REFUSED,
        /** It asks for no login, so that this one is neither right nor wrong. */
        OPEN,
        /** There is something else at the address. */
        NO_REGISTRY,
        UNREACHABLE
    }
}
