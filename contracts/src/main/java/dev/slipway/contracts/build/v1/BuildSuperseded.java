package dev.slipway.contracts.build.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * A newer push of the ref made this queued build pointless. Written by build-service.
 *
 * @param supersededBy the build of the newer push
 */
public record BuildSuperseded(
        String workspace,
        UUID buildId,
        String project,
        String ref,
        String commit,
        long generation,
        UUID supersededBy,
        Instant supersededAt)
        implements Event {

    @Override
    public String key() {
        return project + ":" + ref;
    }
}
