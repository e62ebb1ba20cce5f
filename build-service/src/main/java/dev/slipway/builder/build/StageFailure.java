package dev.slipway.builder.build;

import org.jspecify.annotations.Nullable;

/** A stage can't be completed, for a reason that the person who pushed can understand: the message is shown to them. */
public class StageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what happened and what to do. */
    public StageFailure(String message) {
        this(message, null);
    }

    /** The same, with what is behind it for the service's log. */
    public StageFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What happened and what to do. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "The stage failed." : message;
    }
}
