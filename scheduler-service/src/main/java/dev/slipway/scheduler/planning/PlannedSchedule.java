package dev.slipway.scheduler.planning;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule with what its runs take from the deployment.
 *
 * @param plannedUntil up to here every slot has its run; null if none has
 */
record PlannedSchedule(
        UUID id,
        String workspace,
        @Nullable String slug,
        String identity,
        JsonObject schedule,
        JsonObject parameters,
        @Nullable Instant plannedUntil,
        DeploymentOf deployment) {

    /** The deployment's part. */
    record DeploymentOf(
            UUID id,
            String name,
            UUID flowId,
            String flowName,
            @Nullable String version,
            @Nullable UUID workQueueId,
            JsonObject parameters,
            List<String> tags,
            JsonObject labels) {}
}
