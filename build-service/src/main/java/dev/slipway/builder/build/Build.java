package dev.slipway.builder.build;

import dev.slipway.contracts.build.v1.BuildStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One build of one push.
 *
 * @param generation the place of the push among the pushes of its ref
 * @param stage the stage that it is in or ended in
 * @param message why it ended without result
 * @param attempt how many builders have taken it; 0 while queued
 * @param correlationId of the push, carried into every fact
 */
public record Build(
        UUID id,
        UUID pushId,
        Source source,
        PushDetails push,
        long generation,
        BuildState state,
        @Nullable BuildStage stage,
        @Nullable String message,
        List<PushedImage> images,
        List<StageTimes> stages,
        int attempt,
        @Nullable String correlationId,
        @Nullable UUID causationId,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** A builder takes it, for the first time or after another one died. */
    Build taken(Instant now) {
        Instant started = startedAt == null ? now : startedAt;
        return with(BuildState.RUNNING, null, null, List.of(), List.of(), attempt + 1, started, null);
    }

    /** The current attempt enters a stage; the one before it is over. */
    Build entered(BuildStage next, Instant now) {
        List<StageTimes> times = new ArrayList<>(closed(now));
        times.add(new StageTimes(next, now, null));
        return with(BuildState.RUNNING, next, null, images, List.copyOf(times), attempt, startedAt, null);
    }

    Build succeeded(List<PushedImage> built, Instant now) {
        return with(BuildState.SUCCEEDED, stage, null, built, closed(now), attempt, startedAt, now);
    }

    Build failed(BuildStage where, String why, Instant now) {
        return with(BuildState.FAILED, where, why, images, closed(now), attempt, startedAt, now);
    }

    Build superseded(String why, Instant now) {
        return with(BuildState.SUPERSEDED, stage, why, images, stages, attempt, startedAt, now);
    }

    Build cancelled(String why, Instant now) {
        return with(BuildState.CANCELLED, stage, why, images, closed(now), attempt, startedAt, now);
    }

    /** The same commit of the same push, to be built once more. */
    Build again(UUID newId, Instant now) {
        return new Build(
                newId,
                pushId,
                source,
                push,
                generation,
                BuildState.QUEUED,
                null,
                null,
                List.of(),
                List.of(),
                0,
                correlationId,
                causationId,
                now,
                null,
                null);
    }

    private List<StageTimes> closed(Instant now) {
        return stages.stream()
                .map(times ->
                        times.finishedAt() != null ? times : new StageTimes(times.stage(), times.startedAt(), now))
                .toList();
    }

    private Build with(
            BuildState next,
            @Nullable BuildStage where,
            @Nullable String why,
            List<PushedImage> built,
            List<StageTimes> times,
            int nextAttempt,
            @Nullable Instant started,
            @Nullable Instant finished) {
        if (!state.canBecome(next)) {
            throw new IllegalTransition(id, state, next);
        }
        return new Build(
                id,
                pushId,
                source,
                push,
                generation,
                next,
                where,
                why,
                built,
                times,
                nextAttempt,
                correlationId,
                causationId,
                queuedAt,
                started,
                finished);
    }
}
