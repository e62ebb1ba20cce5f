package dev.slipway.scheduler.deployment;

import static java.util.Objects.requireNonNullElse;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import dev.slipway.scheduler.submission.NewFlowRun;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Body that makes a run of a deployment. */
record DeploymentRunRequest(
        @Nullable JsonObject parameters,
        @Nullable JsonObject context,
        @Nullable StateProposal state,
        @Nullable String name,
        @Nullable List<String> tags,
        @Nullable String idempotencyKey,
        @Nullable UUID parentTaskRunId,
        @Nullable UUID infrastructureDocumentId,
        @Nullable String workQueueName,
        @Nullable JsonObject jobVariables,
        @Nullable JsonObject labels,
        @Nullable EmpiricalPolicy empiricalPolicy,
        @Nullable Boolean enforceParameterSchema) {

    boolean isEnforced(Deployment deployment) {
        return enforceParameterSchema == null ? deployment.enforceParameterSchema() : enforceParameterSchema;
    }

    JsonObject givenParameters() {
        return requireNonNullElse(parameters, new JsonObject());
    }

    NewFlowRun toRun(Deployment deployment, JsonObject effective, @Nullable UUID workQueueId) {
        return new NewFlowRun(
                deployment.workspace(),
                deployment.flowId(),
                name,
                deployment.id(),
                deployment.version(),
                workQueueId,
                null,
                effective,
                requireNonNullElse(context, new JsonObject()),
                requireNonNullElse(empiricalPolicy, EmpiricalPolicy.NONE),
                allTags(deployment),
                allLabels(deployment),
                idempotencyKey,
                parentTaskRunId,
                infrastructureDocumentId,
                jobVariables,
                state == null ? StateProposal.of(StateType.SCHEDULED) : state,
                null);
    }

    private List<String> allTags(Deployment deployment) {
        return Stream.concat(deployment.tags().stream(), requireNonNullElse(tags, List.<String>of()).stream())
                .distinct()
                .toList();
    }

    private JsonObject allLabels(Deployment deployment) {
        return deployment
                .labels()
                .copy()
                .put("prefect.flow.id", deployment.flowId().toString())
                .put("prefect.deployment.id", deployment.id().toString())
                .mergeIn(requireNonNullElse(labels, new JsonObject()));
    }
}
