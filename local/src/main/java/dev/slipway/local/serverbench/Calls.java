package dev.slipway.local.serverbench;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Where the next request comes from; asked by one thread. */
@FunctionalInterface
interface Calls {
    /** Null when there are no more. */
    @Nullable
    Call next();

    /** A call was answered as expected. */
    default void done(Call call, Buffer answer) {}
}
