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
 * @param number counts the versions of the deployment, from 1
 * @param rollbackOf the number of the version that was taken up again; null if this is none of old
 * @param tookOver another ref, maybe of another project, that had registered it last; null if it was this one's or nobody's
 */
public record DeploymentRegistered(
        String workspace,
        UUID deploymentId,
        String flowName,
        String deploymentName,
        @Nullable String version,
        @Nullable UUID buildId,
        @Nullable String image,
        @Nullable Integer number,
        @Nullable Integer rollbackOf,
        @Nullable FormerOwner tookOver,
        Instant registeredAt)
        implements Event {

    /** Whose it was. */
    public record FormerOwner(String project, String ref) {}

    /** Without a number, as before deployments remembered what they were. */
    public DeploymentRegistered(
            String workspace,
            UUID deploymentId,
            String flowName,
            String deploymentName,
            @Nullable String version,
            @Nullable UUID buildId,
            @Nullable String image,
            Instant registeredAt) {
        this(
                workspace,
                deploymentId,
                flowName,
                deploymentName,
                version,
                buildId,
                image,
                null,
                null,
                null,
                registeredAt);
    }

    @Override
    public String key() {
        return deploymentId.toString();
    }
}
