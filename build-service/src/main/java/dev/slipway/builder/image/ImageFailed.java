package dev.slipway.builder.image;

import dev.slipway.builder.build.StageFailure;
import org.jspecify.annotations.Nullable;

/** An image could not be built or pushed. */
public class ImageFailed extends StageFailure {
    private static final long serialVersionUID = 1L;

    ImageFailed(String message) {
        super(message);
    }

    ImageFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
