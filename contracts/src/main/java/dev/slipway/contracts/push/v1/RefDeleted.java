package dev.slipway.contracts.push.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * A branch or tag is gone. Written by the gateway.
 *
 * @param before the commit it named last
 */
public record RefDeleted(String workspace, UUID pushId, String project, String ref, String before, Instant receivedAt)
        implements Event {

    @Override
    public String key() {
        return project + ":" + ref;
    }
}
