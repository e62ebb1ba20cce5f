package dev.slipway.contracts.client.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client sent an event to {@code /events/in} or {@code POST /events}. Written by the gateway before it confirms.
 * Not guaranteed: that the event is new; clients resend what was not confirmed, with the same id.
 *
 * @param eventId the client's id of the event
 * @param flowRunId of the related resource with role {@code flow-run}, else null
 * @param resourceId the event's {@code prefect.resource.id}
 * @param event as sent, in Prefect's format
 */
public record ClientEventReceived(
        String workspace,
        UUID eventId,
        @Nullable UUID flowRunId,
        String resourceId,
        Instant receivedAt,
        Map<String, Object> event)
        implements Event {

    @Override
    public String key() {
        return flowRunId == null ? resourceId : flowRunId.toString();
    }
}
