package dev.slipway.scheduler.flowrun;

import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A flow run as clients read it; durations are seconds. */
public record FlowRunView(
        UUID id,
        Instant created,
        Instant updated,
        String name,
        UUID flowId,
        @Nullable UUID stateId,
        @Nullable UUID deploymentId,
        @Nullable String deploymentVersion,
        @Nullable UUID workQueueId,
        @Nullable String workQueueName,
        @Nullable String flowVersion,
        JsonObject parameters,
        @Nullable String idempotencyKey,
        JsonObject context,
        EmpiricalPolicy empiricalPolicy,
        List<String> tags,
        JsonObject labels,
        @Nullable UUID parentTaskRunId,
        @Nullable StateType stateType,
        @Nullable String stateName,
        int runCount,
        @Nullable Instant expectedStartTime,
        @Nullable Instant nextScheduledStartTime,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        double totalRunTime,
        double estimatedRunTime,
        double estimatedStartTimeDelta,
        boolean autoScheduled,
        @Nullable UUID infrastructureDocumentId,
        @Nullable String infrastructurePid,
        @Nullable JsonObject createdBy,
        @Nullable UUID workPoolId,
        @Nullable String workPoolName,
        @Nullable State state,
        JsonObject jobVariables) {

    /** Where a run is queued. */
    public record Place(UUID workQueueId, String workQueueName, UUID workPoolId, String workPoolName) {}

    /** What clients see of {@code run} at {@code now}. */
    public static FlowRunView of(FlowRun run, @Nullable Place place, Instant now) {
        State state = run.state();
        RunProgress progress = run.progress();
        return new FlowRunView(
                run.id(),
                run.created(),
                run.updated(),
                run.name(),
                run.flowId(),
                state == null ? null : state.id(),
                run.deploymentId(),
                run.deploymentVersion(),
                run.workQueueId(),
                place == null ? null : place.workQueueName(),
                run.flowVersion(),
                run.parameters(),
                run.idempotencyKey(),
                run.context(),
                run.empiricalPolicy(),
                run.tags(),
                run.labels(),
                run.parentTaskRunId(),
                state == null ? null : state.type(),
                state == null ? null : state.name(),
                progress.runCount(),
                progress.expectedStartTime(),
                progress.nextScheduledStartTime(),
                progress.startTime(),
                progress.endTime(),
                seconds(progress.totalRunTime()),
                seconds(runTime(state, progress, now)),
                seconds(lateness(state, progress, now)),
                run.autoScheduled(),
                run.infrastructureDocumentId(),
                run.infrastructurePid(),
                run.createdBy(),
                place == null ? null : place.workPoolId(),
                place == null ? null : place.workPoolName(),
                state,
                run.jobVariables() == null ? new JsonObject() : run.jobVariables());
    }

    /** Time in Running so far, with the current stay. */
    static Duration runTime(@Nullable State state, RunProgress progress, Instant now) {
        return state != null && state.type() == StateType.RUNNING
                ? progress.totalRunTime().plus(Duration.between(state.timestamp(), now))
                : progress.totalRunTime();
    }

    /** How much later than expected the run started, or would start now. */
    static Duration lateness(@Nullable State state, RunProgress progress, Instant now) {
        Instant expected = progress.expectedStartTime();
        boolean isOver = state != null && state.isTerminal();
        Instant actual = progress.startTime() == null && !isOver ? now : progress.startTime();
        return expected == null || actual == null || actual.isBefore(expected)
                ? Duration.ZERO
                : Duration.between(expected, actual);
    }

    private static double seconds(Duration duration) {
        int microseconds = duration.getNano() / 1_000;
        return duration.getSeconds() + microseconds / 1e6;
    }
}
