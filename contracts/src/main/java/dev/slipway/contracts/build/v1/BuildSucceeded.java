package dev.slipway.contracts.build.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The images of a push can be pulled, and its deployments are known. Written once per build by build-service.
 * Not guaranteed: that the commit is still the newest of its ref when you read this; compare generations.
 *
 * @param deployments in the order of {@code prefect.yaml}
 * @param preview true if the deployments are the ref's alone: named after it, and taking over nobody's; null for no
 */
public record BuildSucceeded(
        String workspace,
        UUID buildId,
        String project,
        String ref,
        String commit,
        long generation,
        List<BuiltImage> images,
        List<DeploymentSpec> deployments,
        Instant finishedAt,
        @Nullable Boolean preview)
        implements Event {

    /** What is no preview. */
    public BuildSucceeded(
            String workspace,
            UUID buildId,
            String project,
            String ref,
            String commit,
            long generation,
            List<BuiltImage> images,
            List<DeploymentSpec> deployments,
            Instant finishedAt) {
        this(workspace, buildId, project, ref, commit, generation, images, deployments, finishedAt, null);
    }

    @Override
    public String key() {
        return project + ":" + ref;
    }

    /**
     * @param reference what was asked for, as {@code registry/team/app:tag}
     * @param digest {@code sha256:…} as the registry has it
     */
    public record BuiltImage(String reference, String digest) {}
}
