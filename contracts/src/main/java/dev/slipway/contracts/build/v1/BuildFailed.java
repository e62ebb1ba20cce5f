package dev.slipway.contracts.build.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * The build ended without an image or without deployments; nothing is registered. Written once per build by build-service.
 *
 * @param stage where it failed
 * @param message what happened and what to do, for the person who pushed; never holds a secret
 */
public record BuildFailed(
        String workspace,
        UUID buildId,
        String project,
        String ref,
        String commit,
        long generation,
        BuildStage stage,
        String message,
        Instant failedAt)
        implements Event {

    @Override
    public String key() {
        return project + ":" + ref;
    }
}
