package dev.slipway.scheduler.deployment;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as clients read it.
 *
 * @param concurrencyLimit always null: clients read the limit from {@code globalConcurrencyLimit}
 */
record DeploymentView(
        UUID id,
        Instant created,
        Instant updated,
        String name,
        @Nullable String version,
        @Nullable String description,
        UUID flowId,
        boolean paused,
        List<DeploymentSchedule> schedules,
        @Nullable Integer concurrencyLimit,
        @Nullable LimitView globalConcurrencyLimit,
        @Nullable OptionsView concurrencyOptions,
        JsonObject jobVariables,
        JsonObject parameters,
        List<String> tags,
        JsonObject labels,
        @Nullable String workQueueName,
        @Nullable UUID workQueueId,
        @Nullable Instant lastPolled,
        JsonObject parameterOpenapiSchema,
        @Nullable String path,
        @Nullable JsonArray pullSteps,
        @Nullable String entrypoint,
        @Nullable UUID storageDocumentId,
        @Nullable UUID infrastructureDocumentId,
        @Nullable JsonObject createdBy,
        @Nullable JsonObject updatedBy,
        @Nullable String workPoolName,
        String status,
        boolean enforceParameterSchema) {

    /** The limit that the deployment's runs share. */
    record LimitView(
            UUID id,
            Instant created,
            Instant updated,
            boolean active,
            String name,
            int limit,
            int activeSlots,
            double slotDecayPerSecond) {}

    /** What becomes of runs beyond the limit. */
    record OptionsView(String collisionStrategy, @Nullable Integer gracePeriodSeconds) {}

    /** What the deployment's own row does not say. */
    record Surroundings(
            @Nullable String workQueueName,
            @Nullable Instant lastPolled,
            @Nullable String workPoolName,
            boolean isServed,
            int activeSlots,
            List<DeploymentSchedule> schedules) {}

    static DeploymentView of(Deployment deployment, Surroundings around) {
        return new DeploymentView(
                deployment.id(),
                deployment.created(),
                deployment.updated(),
                deployment.name(),
                deployment.version(),
                deployment.description(),
                deployment.flowId(),
                deployment.paused(),
                around.schedules(),
                null,
                limit(deployment, around.activeSlots()),
                options(deployment),
                deployment.jobVariables(),
                deployment.parameters(),
                deployment.tags(),
                deployment.labels(),
                around.workQueueName(),
                deployment.workQueueId(),
                around.lastPolled(),
                deployment.parameterOpenapiSchema(),
                deployment.path(),
                deployment.pullSteps(),
                deployment.entrypoint(),
                deployment.storageDocumentId(),
                deployment.infrastructureDocumentId(),
                deployment.createdBy(),
                deployment.updatedBy(),
                around.workPoolName(),
                around.isServed() ? "READY" : "NOT_READY",
                deployment.enforceParameterSchema());
    }

    private static @Nullable LimitView limit(Deployment deployment, int activeSlots) {
        var limit = deployment.concurrencyLimit();
        if (limit == null) {
            return null;
        }
        var name = Deployment.limitName(deployment.id());
        var id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new LimitView(id, deployment.created(), deployment.updated(), true, name, limit, activeSlots, 0);
    }

    private static @Nullable OptionsView options(Deployment deployment) {
        boolean isDefault = deployment.collisionStrategy().equals("ENQUEUE") && deployment.gracePeriodSeconds() == null;
        return isDefault ? null : new OptionsView(deployment.collisionStrategy(), deployment.gracePeriodSeconds());
    }
}
