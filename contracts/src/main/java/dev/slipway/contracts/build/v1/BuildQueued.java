package dev.slipway.contracts.build.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * A push will be built. Written by build-service.
 *
 * @param generation the place of the push among the pushes of its ref, from 1; later pushes have higher ones
 */
public record BuildQueued(
        String workspace,
        UUID buildId,
        UUID pushId,
        String project,
        String ref,
        String commit,
        long generation,
        Instant queuedAt)
        implements Event {

    @Override
    public String key() {
        return project + ":" + ref;
    }
}
