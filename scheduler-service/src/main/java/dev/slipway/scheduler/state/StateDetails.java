package dev.slipway.scheduler.state;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What travels with a state; the fields are Prefect's. */
public record StateDetails(
        @Nullable UUID flowRunId,
        @Nullable UUID taskRunId,
        @Nullable UUID childFlowRunId,
        @Nullable Instant scheduledTime,
        @Nullable String cacheKey,
        @Nullable Instant cacheExpiration,
        @Nullable Boolean deferred,
        boolean untrackableResult,
        @Nullable Instant pauseTimeout,
        boolean pauseReschedule,
        @Nullable String pauseKey,
        @Nullable JsonObject runInputKeyset,
        @Nullable Boolean refreshCache,
        @Nullable Boolean retriable,
        @Nullable UUID transitionId,
        @Nullable UUID taskParametersId,
        @Nullable String traceparent,
        @Nullable UUID deploymentConcurrencyLeaseId) {

    /** Nothing known. */
    public static final StateDetails NONE = new StateDetails(
            null, null, null, null, null, null, null, false, null, false, null, null, null, null, null, null, null,
            null);

    /** The time at which a scheduled state is due. */
    public static StateDetails scheduledAt(Instant time) {
        return NONE.withScheduledTime(time);
    }

    public StateDetails withFlowRunId(UUID id) {
        return new StateDetails(
                id,
                taskRunId,
                childFlowRunId,
                scheduledTime,
                cacheKey,
                cacheExpiration,
                deferred,
                untrackableResult,
                pauseTimeout,
                pauseReschedule,
                pauseKey,
                runInputKeyset,
                refreshCache,
                retriable,
                transitionId,
                taskParametersId,
                traceparent,
                deploymentConcurrencyLeaseId);
    }

    public StateDetails withTaskRunId(UUID id) {
        return new StateDetails(
                flowRunId,
                id,
                childFlowRunId,
                scheduledTime,
                cacheKey,
                cacheExpiration,
                deferred,
                untrackableResult,
                pauseTimeout,
                pauseReschedule,
                pauseKey,
                runInputKeyset,
                refreshCache,
                retriable,
                transitionId,
                taskParametersId,
                traceparent,
                deploymentConcurrencyLeaseId);
    }

    public StateDetails withChildFlowRunId(UUID id) {
        return new StateDetails(
                flowRunId,
                taskRunId,
                id,
                scheduledTime,
                cacheKey,
                cacheExpiration,
                deferred,
                untrackableResult,
                pauseTimeout,
                pauseReschedule,
                pauseKey,
                runInputKeyset,
                refreshCache,
                retriable,
                transitionId,
                taskParametersId,
                traceparent,
                deploymentConcurrencyLeaseId);
    }

    public StateDetails withScheduledTime(@Nullable Instant time) {
        return new StateDetails(
                flowRunId,
                taskRunId,
                childFlowRunId,
                time,
                cacheKey,
                cacheExpiration,
                deferred,
                untrackableResult,
                pauseTimeout,
                pauseReschedule,
                pauseKey,
                runInputKeyset,
                refreshCache,
                retriable,
                transitionId,
                taskParametersId,
                traceparent,
                deploymentConcurrencyLeaseId);
    }

    public StateDetails withTransitionId(@Nullable UUID id) {
        return new StateDetails(
                flowRunId,
                taskRunId,
                childFlowRunId,
                scheduledTime,
                cacheKey,
                cacheExpiration,
                deferred,
                untrackableResult,
                pauseTimeout,
                pauseReschedule,
                pauseKey,
                runInputKeyset,
                refreshCache,
                retriable,
                id,
                taskParametersId,
                traceparent,
                deploymentConcurrencyLeaseId);
    }

    public StateDetails withLease(@Nullable UUID leaseId) {
        return new StateDetails(
                flowRunId,
                taskRunId,
                childFlowRunId,
                scheduledTime,
                cacheKey,
                cacheExpiration,
                deferred,
                untrackableResult,
                pauseTimeout,
                pauseReschedule,
                pauseKey,
                runInputKeyset,
                refreshCache,
                retriable,
                transitionId,
                taskParametersId,
                traceparent,
                leaseId);
    }
}
