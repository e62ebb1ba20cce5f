package dev.slipway.scheduler.submission;

import static java.util.Objects.requireNonNullElse;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.state.StateProposal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Body that makes a run without a deployment. */
record FlowRunRequest(
        @Nullable UUID flowId,
        @Nullable String name,
        @Nullable StateProposal state,
        @Nullable String flowVersion,
        @Nullable JsonObject parameters,
        @Nullable JsonObject context,
        @Nullable UUID parentTaskRunId,
        @Nullable EmpiricalPolicy empiricalPolicy,
        @Nullable List<String> tags,
        @Nullable JsonObject labels,
        @Nullable String idempotencyKey,
        @Nullable UUID deploymentId,
        @Nullable UUID infrastructureDocumentId,
        @Nullable String workPoolName,
        @Nullable String workQueueName,
        @Nullable JsonObject jobVariables) {

    NewFlowRun toRun(String workspace, UUID ofFlow, @Nullable UUID workQueueId) {
        var all = new JsonObject().put("prefect.flow.id", ofFlow.toString());
        if (deploymentId != null) {
            all.put("prefect.deployment.id", deploymentId.toString());
        }
        return new NewFlowRun(
                workspace,
                ofFlow,
                name,
                deploymentId,
                null,
                workQueueId,
                flowVersion,
                requireNonNullElse(parameters, new JsonObject()),
                requireNonNullElse(context, new JsonObject()),
                requireNonNullElse(empiricalPolicy, EmpiricalPolicy.NONE),
                requireNonNullElse(tags, List.of()),
                all.mergeIn(requireNonNullElse(labels, new JsonObject())),
                idempotencyKey,
                parentTaskRunId,
                infrastructureDocumentId,
                jobVariables,
                state,
                null);
    }
}
