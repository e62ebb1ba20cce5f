package dev.slipway.contracts.push.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tag was created or moved. Written by the gateway.
 *
 * @param ref full name, as {@code refs/tags/v1}
 * @param commit the commit that the tag names, not the tag object
 */
public record TagPushed(
        String workspace,
        UUID pushId,
        String project,
        String ref,
        String commit,
        @Nullable String message,
        Instant receivedAt)
        implements Event {

    @Override
    public String key() {
        return project + ":" + ref;
    }
}
