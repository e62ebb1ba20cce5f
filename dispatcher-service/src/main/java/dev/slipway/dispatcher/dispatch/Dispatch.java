package dev.slipway.dispatcher.dispatch;

import dev.slipway.outbox.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a run and what became of it.
 *
 * @param cause of the due run, carried on by every fact about the attempt
 * @param tries how often a launcher claimed it
 * @param failingSince since when the engine or a service that the launch needs does not answer
 */
public record Dispatch(
        AttemptKey key,
        Cause cause,
        DispatchState state,
        int tries,
        @Nullable Instant failingSince,
        @Nullable Infrastructure infrastructure,
        @Nullable StopOrder stop) {

    @Nullable
    String infrastructureId() {
        return infrastructure == null ? null : infrastructure.id();
    }
}
