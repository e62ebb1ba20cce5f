package dev.slipway.scheduler.submission;

import dev.slipway.scheduler.flowrun.EmpiricalPolicy;
import dev.slipway.scheduler.state.StateProposal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be.
 *
 * @param name null or blank for one of {@link RunNames}
 * @param idempotencyKey a second run of the flow with the same key is not made; null for no such protection
 * @param state the run's first state; null for Pending
 * @param createdBy id, type and name of what made it; null for a client
 */
public record NewFlowRun(
        String workspace,
        UUID flowId,
        @Nullable String name,
        @Nullable UUID deploymentId,
        @Nullable String deploymentVersion,
        @Nullable UUID workQueueId,
        @Nullable String flowVersion,
        JsonObject parameters,
        JsonObject context,
        EmpiricalPolicy empiricalPolicy,
        List<String> tags,
        JsonObject labels,
        @Nullable String idempotencyKey,
        @Nullable UUID parentTaskRunId,
        @Nullable UUID infrastructureDocumentId,
        @Nullable JsonObject jobVariables,
        @Nullable StateProposal state,
        @Nullable JsonObject createdBy) {

    /** The same, made by something of ours. */
    public NewFlowRun by(@Nullable JsonObject creator) {
        return new NewFlowRun(
                workspace,
                flowId,
                name,
                deploymentId,
                deploymentVersion,
                workQueueId,
                flowVersion,
                parameters,
                context,
                empiricalPolicy,
                tags,
                labels,
                idempotencyKey,
                parentTaskRunId,
                infrastructureDocumentId,
                jobVariables,
                state,
                creator);
    }
}
