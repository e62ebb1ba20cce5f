package dev.slipway.builder.introspect;

import dev.slipway.builder.build.StageFailure;
import org.jspecify.annotations.Nullable;

/** An entrypoint is not a flow that can be imported. */
public final class IntrospectionFailed extends StageFailure {
    private static final long serialVersionUID = 1L;

    IntrospectionFailed(String message) {
        super(message);
    }

    IntrospectionFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
