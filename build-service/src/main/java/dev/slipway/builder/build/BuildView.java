package dev.slipway.builder.build;

import dev.slipway.contracts.build.v1.BuildStage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A build as users see it. */
record BuildView(
        UUID id,
        String project,
        String ref,
        String commit,
        long generation,
        BuildState state,
        @Nullable BuildStage stage,
        @Nullable String message,
        List<PushedImage> images,
        List<StageTimes> stages,
        List<DeploymentOutcome> deployments,
        int attempt,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String correlationId,
        UUID pushId) {

    static BuildView of(Build build, List<DeploymentOutcome> deployments) {
        return new BuildView(
                build.id(),
                build.source().project(),
                build.source().ref(),
                build.source().commit(),
                build.generation(),
                build.state(),
                build.stage(),
                build.message(),
                build.images(),
                build.stages(),
                deployments,
                build.attempt(),
                build.queuedAt(),
                build.startedAt(),
                build.finishedAt(),
                build.correlationId(),
                build.pushId());
    }

    /** A page of the log. */
    record LogView(List<LogLine> lines, boolean complete) {}
}
