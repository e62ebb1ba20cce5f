package dev.slipway.scheduler.deployment;

import dev.slipway.contracts.deployment.v1.DeploymentRegistered.FormerOwner;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment was from some time on.
 *
 * @param number from 1, without gaps
 * @param definition the body of a request that makes the deployment this again; pausing is no part of it
 * @param image null if its job variables name none
 */
record DeploymentVersion(
        UUID deploymentId,
        int number,
        String flowName,
        String deploymentName,
        JsonObject definition,
        Origin origin,
        @Nullable String image,
        @Nullable String correlationId,
        Instant created) {

    /** The definition that a deployment has now. */
    static JsonObject definition(
            Deployment deployment,
            @Nullable String workPool,
            @Nullable String workQueue,
            List<DeploymentSchedule> schedules) {
        return new JsonObject()
                .put("version", deployment.version())
                .put("description", deployment.description())
                .put("tags", new JsonArray(deployment.tags()))
                .put("parameters", deployment.parameters())
                .put("parameter_openapi_schema", deployment.parameterOpenapiSchema())
                .put("enforce_parameter_schema", deployment.enforceParameterSchema())
                .put("work_pool_name", workPool)
                .put("work_queue_name", workQueue)
                .put("job_variables", deployment.jobVariables())
                .put("pull_steps", deployment.pullSteps())
                .put("path", deployment.path())
                .put("entrypoint", deployment.entrypoint())
                .put("storage_document_id", text(deployment.storageDocumentId()))
                .put("infrastructure_document_id", text(deployment.infrastructureDocumentId()))
                .put("concurrency_limit", deployment.concurrencyLimit())
                .put(
                        "concurrency_options",
                        new JsonObject()
                                .put("collision_strategy", deployment.collisionStrategy())
                                .put("grace_period_seconds", deployment.gracePeriodSeconds()))
                .put(
                        "schedules",
                        new JsonArray(schedules.stream()
                                .sorted(Comparator.comparing(DeploymentSchedule::identity))
                                .map(DeploymentVersion::schedule)
                                .toList()));
    }

    /** What makes another deployment of the same flow run this: its parameters, schedules, pool and variables are its own. */
    DeploymentBody runBy(Deployment other) {
        var body = new JsonObject();
        List.of("version", "parameter_openapi_schema", "pull_steps", "path", "entrypoint", "storage_document_id")
                .forEach(field -> body.put(field, definition.getValue(field)));
        JsonObject variables = other.jobVariables().copy();
        variables.remove("image");
        if (image != null) {
            variables.put("image", image);
        }
        return new DeploymentBody(body.put("job_variables", variables).put("parameters", other.parameters()));
    }

    private static JsonObject schedule(DeploymentSchedule schedule) {
        return new JsonObject()
                .put("slug", schedule.slug())
                .put("schedule", schedule.schedule())
                .put("active", schedule.active())
                .put("max_scheduled_runs", schedule.maxScheduledRuns())
                .put("parameters", schedule.parameters());
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    /** As users see it. */
    JsonObject view() {
        return new JsonObject()
                .put("number", number)
                .put("createdAt", created.toString())
                .put("note", note())
                .put("rollbackOf", origin.rollbackOf())
                .put("version", definition.getString("version"))
                .put("commit", origin.commit())
                .put("project", origin.project())
                .put("ref", origin.ref())
                .put("tookOver", tookOver())
                .put("promoted", promoted())
                .put("buildId", text(origin.buildId()))
                .put("correlationId", correlationId)
                .put("image", image)
                .put("digest", digest())
                .put("entrypoint", definition.getString("entrypoint"))
                .put("workPool", definition.getString("work_pool_name"))
                .put("parameters", definition.getJsonObject("parameters"))
                .put("jobVariables", definition.getJsonObject("job_variables"))
                .put("pullSteps", definition.getJsonArray("pull_steps"))
                .put("schedules", definition.getJsonArray("schedules"));
    }

    private @Nullable String note() {
        FormerOwner former = origin.tookOver();
        if (former != null) {
            return "took over from " + former.ref() + " of project " + former.project();
        }
        Origin.Promoted promoted = origin.promoted();
        if (promoted != null) {
            return "promotion of " + promoted.deployment() + " " + promoted.number();
        }
        return origin.rollbackOf() == null ? null : "rollback of " + origin.rollbackOf();
    }

    private @Nullable JsonObject tookOver() {
        FormerOwner former = origin.tookOver();
        return former == null
                ? null
                : new JsonObject().put("project", former.project()).put("ref", former.ref());
    }

    private @Nullable JsonObject promoted() {
        Origin.Promoted promoted = origin.promoted();
        return promoted == null
                ? null
                : new JsonObject().put("deployment", promoted.deployment()).put("number", promoted.number());
    }

    private @Nullable String digest() {
        int at = image == null ? -1 : image.indexOf("@sha256:");
        return image == null || at < 0 ? null : image.substring(at + 1);
    }
}
