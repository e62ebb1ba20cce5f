package dev.slipway.contracts.client.v1;

import dev.slipway.contracts.Event;
import java.util.Map;
import java.util.UUID;

/**
 * An event is stored and what it reports is readable by HTTP. Written by scheduler-service, for events of clients and its own.
 *
 * @param resourceId the event's {@code prefect.resource.id}
 * @param event in Prefect's format, with {@code received}
 */
public record EventRecorded(String workspace, UUID eventId, String resourceId, Map<String, Object> event)
        implements Event {

    @Override
    public String key() {
        return resourceId;
    }
}
