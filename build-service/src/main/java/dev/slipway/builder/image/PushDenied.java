package dev.slipway.builder.image;

import org.jspecify.annotations.Nullable;

/** The registry does not let the image be pushed with that login. */
public final class PushDenied extends ImageFailed {
    private static final long serialVersionUID = 1L;

    PushDenied(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
