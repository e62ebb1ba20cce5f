package dev.slipway.dispatcher.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's container is to be gone.
 *
 * @param notBefore until then it may end by itself, which lets the client run its own cancellation hooks
 * @param sentAt when the engine was last told to stop it
 */
public record StopOrder(
        StopReason reason, Instant notBefore, @Nullable Instant sentAt) {}
