package dev.slipway.outbox;

import dev.slipway.contracts.Envelope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What led to a fact.
 *
 * @param correlationId carried from the push or the slot on
 * @param causationId the event that led to it
 */
public record Cause(
        @Nullable String correlationId, @Nullable UUID causationId) {
    /** Nothing that we know of. */
    public static final Cause NONE = new Cause(null, null);

    /** The start of a new story. */
    public static Cause correlatedBy(String correlationId) {
        return new Cause(correlationId, null);
    }

    /** Another event. */
    public static Cause of(Envelope<?> event) {
        return new Cause(event.correlationId(), event.id());
    }
}
