package dev.slipway.contracts.deployment.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * The deployments of a build were not registered; none of them was. Written by scheduler-service.
 *
 * @param deploymentId derived from flow and deployment name, so that it is the same before and after registration
 * @param reason what is wrong and what to do
 */
public record DeploymentRejected(
        String workspace,
        UUID deploymentId,
        String flowName,
        String deploymentName,
        UUID buildId,
        String reason,
        Instant rejectedAt)
        implements Event {

    @Override
    public String key() {
        return deploymentId.toString();
    }
}
