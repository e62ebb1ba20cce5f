package dev.slipway.local.process;

import org.jspecify.annotations.Nullable;

/** Something can't be started; the message is for the user and says what to do. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        this(message, null);
    }

    public CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
