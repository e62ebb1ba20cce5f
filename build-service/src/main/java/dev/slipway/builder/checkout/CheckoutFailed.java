package dev.slipway.builder.checkout;

import dev.slipway.builder.build.StageFailure;

/** The commit could not be had. */
public final class CheckoutFailed extends StageFailure {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    CheckoutFailed(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }

    /** The reasons that differ in what one does about them. */
    public enum Kind {
        /** The credentials are wrong or missing. */
        UNAUTHORIZED,
        /** There is no such repository, or the credentials may not see it. */
        REPOSITORY_NOT_FOUND,
        /** The commit is gone, as after a force-push. */
        COMMIT_NOT_FOUND,
        /** The forge can't be reached. */
        UNREACHABLE,
        /** It took too long. */
        TIMEOUT,
        /** The repository is larger than allowed. */
        TOO_LARGE,
        /** The request itself makes no sense. */
        INVALID,
        /** Something else; the message has git's words. */
        OTHER
    }
}
