package dev.slipway.contracts.job.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * The infrastructure of an attempt exists. Written by dispatcher-service.
 *
 * @param infrastructureId how to find it: {@code <engine>:<container id>}, {@code <namespace>:<job>} or a process id
 * @param image the image it runs
 */
public record JobCreated(
        String workspace,
        UUID flowRunId,
        int attempt,
        String infrastructureType,
        String infrastructureId,
        String infrastructureName,
        String image,
        Instant createdAt)
        implements Event {

    @Override
    public String key() {
        return flowRunId.toString();
    }
}
