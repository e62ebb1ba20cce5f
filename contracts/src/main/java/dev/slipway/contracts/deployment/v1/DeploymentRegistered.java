package dev.slipway.contracts.deployment.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment exists with this definition. Written by scheduler-service, for builds and for clients alike.
 *
 * @param buildId null if a client registered it
 * @param image null if its job variables name none
 */
public record DeploymentRegistered(
        String workspace,
        UUID deploymentId,
        String flowName,
        String deploymentName,
        @Nullable String version,
        @Nullable UUID buildId,
        @Nullable String image,
        Instant registeredAt)
        implements Event {

    @Override
    public String key() {
        return deploymentId.toString();
    }
}
