package dev.slipway.scheduler.deployment;

import static java.util.Objects.requireNonNullElse;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client says about a deployment: what it names is changed, the rest stays. */
public record DeploymentBody(JsonObject json) {
    private static final Set<String> STRATEGIES = Set.of("ENQUEUE", "CANCEL_NEW");

    /** The deployment as it is to be. */
    Deployment applyTo(Deployment old, @Nullable UUID workQueueId, @Nullable UUID buildId, Instant now) {
        var options = options(old);
        return new Deployment(
                old.id(),
                old.workspace(),
                old.created(),
                now,
                old.flowId(),
                old.name(),
                get("version", old.version(), String.class),
                get("description", old.description(), String.class),
                requireNonNullElse(get("paused", old.paused(), Boolean.class), old.paused()),
                tags(old),
                labels(old),
                requireNonNullElse(get("parameters", old.parameters(), JsonObject.class), new JsonObject()),
                requireNonNullElse(
                        get("parameter_openapi_schema", old.parameterOpenapiSchema(), JsonObject.class),
                        new JsonObject()),
                requireNonNullElse(get("enforce_parameter_schema", old.enforceParameterSchema(), Boolean.class), true),
                workQueueId,
                requireNonNullElse(get("job_variables", old.jobVariables(), JsonObject.class), new JsonObject()),
                get("pull_steps", old.pullSteps(), JsonArray.class),
                get("path", old.path(), String.class),
                get("entrypoint", old.entrypoint(), String.class),
                uuid("storage_document_id", old.storageDocumentId()),
                uuid("infrastructure_document_id", old.infrastructureDocumentId()),
                limit(old),
                options.strategy(),
                options.gracePeriodSeconds(),
                buildId,
                old.createdBy(),
                old.updatedBy());
    }

    /** How collisions are handled. */
    private record Options(String strategy, @Nullable Integer gracePeriodSeconds) {}

    private Options options(Deployment old) {
        var given = get("concurrency_options", null, JsonObject.class);
        if (given == null) {
            return json.containsKey("concurrency_options")
                    ? new Options("ENQUEUE", null)
                    : new Options(old.collisionStrategy(), old.gracePeriodSeconds());
        }
        var strategy = given.getString("collision_strategy", "ENQUEUE");
        if (!STRATEGIES.contains(strategy)) {
            throw ApiProblem.invalid("concurrency_options.collision_strategy: one of " + STRATEGIES + " is needed");
        }
        var grace = given.getInteger("grace_period_seconds");
        if (grace != null && (grace < 60 || grace > 86_400)) {
            throw ApiProblem.invalid("concurrency_options.grace_period_seconds: must be between 60 and 86400");
        }
        return new Options(strategy, grace);
    }

    private @Nullable Integer limit(Deployment old) {
        if (json.getValue("global_concurrency_limit_id") != null) {
            throw ApiProblem.invalid("global_concurrency_limit_id is not supported: use concurrency_limit");
        }
        var limit = get("concurrency_limit", old.concurrencyLimit(), Integer.class);
        if (limit != null && limit < 1) {
            throw ApiProblem.invalid("concurrency_limit: must be greater than or equal to 1");
        }
        return limit;
    }

    private List<String> tags(Deployment old) {
        var given = get("tags", null, JsonArray.class);
        if (given == null) {
            return old.tags();
        }
        return given.stream().map(String::valueOf).toList();
    }

    private JsonObject labels(Deployment old) {
        var given = get("labels", null, JsonObject.class);
        return given == null ? old.labels() : old.labels().copy().mergeIn(given);
    }

    private @Nullable UUID uuid(String key, @Nullable UUID otherwise) {
        if (!json.containsKey(key)) {
            return otherwise;
        }
        var text = get(key, null, String.class);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid(key + ": not a UUID");
        }
    }

    /** A value of the body; null may be meant. */
    <T> @Nullable T get(String key, @Nullable T otherwise, Class<T> type) {
        if (!json.containsKey(key)) {
            return otherwise;
        }
        var value = json.getValue(key);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw ApiProblem.invalid(key + ": "
                + type.getSimpleName().replace("Json", "").toLowerCase(java.util.Locale.ROOT) + " is needed");
    }

    /** The flow that the deployment is of. */
    UUID flowId() {
        var id = uuid("flow_id", null);
        if (id == null) {
            throw ApiProblem.invalid("flow_id: field required");
        }
        return id;
    }
}
