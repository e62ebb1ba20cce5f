package dev.slipway.builder.manifest;

import dev.slipway.contracts.build.v1.DeploymentSpec.ScheduleSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as far as it is known before its flow was imported.
 *
 * @param path where it stands in the file
 * @param pullSteps null if the image's own working directory has the code
 * @param paused null if the file doesn't say
 */
public record PlannedDeployment(
        String path,
        String name,
        String entrypoint,
        @Nullable String description,
        String version,
        List<String> tags,
        Map<String, @Nullable Object> parameters,
        boolean enforceParameterSchema,
        String workPool,
        @Nullable String workQueue,
        Map<String, @Nullable Object> jobVariables,
        @Nullable List<Map<String, @Nullable Object>> pullSteps,
        Concurrency concurrency,
        @Nullable Boolean paused,
        List<ScheduleSpec> schedules,
        List<Map<String, @Nullable Object>> triggers,
        CodeLocation code) {

    /** How many runs at once, and what happens to more. */
    public record Concurrency(
            @Nullable Integer limit,
            @Nullable String collisionStrategy,
            @Nullable Integer gracePeriodSeconds) {}

    /**
     * Where the entrypoint is when a run starts, so that it can be imported the same way now.
     *
     * @param image reference; null if the work pool decides
     * @param builtHere true if the plan builds it
     * @param directory the working directory; null for the image's own
     * @param inImage false if the code comes from elsewhere, so that the checkout stands in for it
     */
    public record CodeLocation(
            @Nullable String image,
            boolean builtHere,
            @Nullable String directory,
            boolean inImage) {}
}
