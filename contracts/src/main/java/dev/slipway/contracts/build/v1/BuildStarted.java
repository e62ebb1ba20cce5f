package dev.slipway.contracts.build.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * A builder took the build. Written by build-service; again with a higher attempt if a builder died and another took over.
 *
 * @param attempt from 1
 */
public record BuildStarted(
        String workspace,
        UUID buildId,
        String project,
        String ref,
        String commit,
        long generation,
        int attempt,
        Instant startedAt)
        implements Event {

    @Override
    public String key() {
        return project + ":" + ref;
    }
}
