package dev.slipway.scheduler.deployment;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow with all that is needed to run it.
 *
 * @param concurrencyLimit runs at the same time; null for no limit
 * @param collisionStrategy what becomes of a run that finds no free slot: {@code ENQUEUE} or {@code CANCEL_NEW}
 * @param gracePeriodSeconds how long a slot is kept for a run that does not renew it; null for the default
 * @param buildId the build that registered it; null if a client did
 */
public record Deployment(
        UUID id,
        String workspace,
        Instant created,
        Instant updated,
        UUID flowId,
        String name,
        @Nullable String version,
        @Nullable String description,
        boolean paused,
        List<String> tags,
        JsonObject labels,
        JsonObject parameters,
        JsonObject parameterOpenapiSchema,
        boolean enforceParameterSchema,
        @Nullable UUID workQueueId,
        JsonObject jobVariables,
        @Nullable JsonArray pullSteps,
        @Nullable String path,
        @Nullable String entrypoint,
        @Nullable UUID storageDocumentId,
        @Nullable UUID infrastructureDocumentId,
        @Nullable Integer concurrencyLimit,
        String collisionStrategy,
        @Nullable Integer gracePeriodSeconds,
        @Nullable UUID buildId,
        @Nullable JsonObject createdBy,
        @Nullable JsonObject updatedBy) {

    /** The one id that a deployment of this name can have, before and after it is registered. */
    public static UUID idOf(String workspace, String flowName, String name) {
        var text = String.join("\0", workspace, flowName, name);
        return UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The name of the concurrency limit that its runs share. */
    public static String limitName(UUID id) {
        return "deployment:" + id;
    }

    Deployment withParameters(JsonObject resolved) {
        return new Deployment(
                id,
                workspace,
                created,
                updated,
                flowId,
                name,
                version,
                description,
                paused,
                tags,
                labels,
                resolved,
                parameterOpenapiSchema,
                enforceParameterSchema,
                workQueueId,
                jobVariables,
                pullSteps,
                path,
                entrypoint,
                storageDocumentId,
                infrastructureDocumentId,
                concurrencyLimit,
                collisionStrategy,
                gracePeriodSeconds,
                buildId,
                createdBy,
                updatedBy);
    }

    /** A deployment of which only the name is known. */
    static Deployment empty(UUID id, String workspace, UUID flowId, String name, Instant now) {
        return new Deployment(
                id,
                workspace,
                now,
                now,
                flowId,
                name,
                null,
                null,
                false,
                List.of(),
                new JsonObject().put("prefect.flow.id", flowId.toString()),
                new JsonObject(),
                new JsonObject(),
                true,
                null,
                new JsonObject(),
                null,
                null,
                null,
                null,
                null,
                null,
                "ENQUEUE",
                null,
                null,
                null,
                null);
    }
}
