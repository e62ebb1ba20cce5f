package dev.slipway.contracts.deployment.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/** A deployment is gone, and its future runs with it. Written by scheduler-service. */
public record DeploymentRemoved(
        String workspace, UUID deploymentId, String flowName, String deploymentName, Instant removedAt)
        implements Event {

    @Override
    public String key() {
        return deploymentId.toString();
    }
}
