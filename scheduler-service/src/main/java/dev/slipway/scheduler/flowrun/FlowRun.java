package dev.slipway.scheduler.flowrun;

import dev.slipway.scheduler.state.State;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a flow.
 *
 * @param infrastructurePid names the process, container or Job that executes it, in the words of whoever started that
 * @param state null only for a run that was created without one
 * @param correlationId carried on to the Job and its events
 */
public record FlowRun(
        UUID id,
        String workspace,
        UUID flowId,
        @Nullable UUID deploymentId,
        @Nullable String deploymentVersion,
        @Nullable UUID workQueueId,
        String name,
        @Nullable String flowVersion,
        JsonObject parameters,
        JsonObject context,
        EmpiricalPolicy empiricalPolicy,
        List<String> tags,
        JsonObject labels,
        @Nullable String idempotencyKey,
        @Nullable UUID parentTaskRunId,
        boolean autoScheduled,
        @Nullable UUID scheduleId,
        @Nullable String infrastructurePid,
        @Nullable UUID infrastructureDocumentId,
        @Nullable JsonObject jobVariables,
        @Nullable JsonObject createdBy,
        @Nullable State state,
        RunProgress progress,
        @Nullable String correlationId,
        Instant created,
        Instant updated) {

    /** The run in another state. */
    public FlowRun in(State next, RunProgress progressed, EmpiricalPolicy policy, Instant now) {
        return new FlowRun(
                id,
                workspace,
                flowId,
                deploymentId,
                deploymentVersion,
                workQueueId,
                name,
                flowVersion,
                parameters,
                context,
                policy,
                tags,
                labels,
                idempotencyKey,
                parentTaskRunId,
                autoScheduled,
                scheduleId,
                infrastructurePid,
                infrastructureDocumentId,
                jobVariables,
                createdBy,
                next,
                progressed,
                correlationId,
                created,
                now);
    }

    /** The same run with other figures. */
    public FlowRun with(RunProgress other) {
        return new FlowRun(
                id,
                workspace,
                flowId,
                deploymentId,
                deploymentVersion,
                workQueueId,
                name,
                flowVersion,
                parameters,
                context,
                empiricalPolicy,
                tags,
                labels,
                idempotencyKey,
                parentTaskRunId,
                autoScheduled,
                scheduleId,
                infrastructurePid,
                infrastructureDocumentId,
                jobVariables,
                createdBy,
                state,
                other,
                correlationId,
                created,
                updated);
    }

    /** The same run without what executed it. */
    public FlowRun withoutInfrastructure() {
        return new FlowRun(
                id,
                workspace,
                flowId,
                deploymentId,
                deploymentVersion,
                workQueueId,
                name,
                flowVersion,
                parameters,
                context,
                empiricalPolicy,
                tags,
                labels,
                idempotencyKey,
                parentTaskRunId,
                autoScheduled,
                scheduleId,
                null,
                infrastructureDocumentId,
                jobVariables,
                createdBy,
                state,
                progress,
                correlationId,
                created,
                updated);
    }
}
