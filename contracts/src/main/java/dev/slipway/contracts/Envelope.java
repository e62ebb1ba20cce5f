package dev.slipway.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with its CloudEvents attributes.
 *
 * @param id made with the fact and stored with it: a resend has the same id; (source, id) is the key of de-duplication
 * @param source the writing service, as {@code /scheduler-service}
 * @param time when the fact happened
 * @param correlationId one per push or per scheduled slot, carried through to the Job
 * @param causationId the id of the event that led to this one
 * @param traceparent W3C trace context of the work that made the fact
 */
public record Envelope<E extends Event>(
        UUID id,
        String source,
        Instant time,
        @Nullable String correlationId,
        @Nullable UUID causationId,
        @Nullable String traceparent,
        E data) {

    /** The catalogue entry of the data. */
    public EventType type() {
        return EventType.of(data.getClass());
    }
}
