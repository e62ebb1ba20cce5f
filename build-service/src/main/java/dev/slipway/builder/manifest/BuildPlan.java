package dev.slipway.builder.manifest;

import java.util.List;

/**
 * All that {@code prefect.yaml} asks for.
 *
 * @param images each once, in the order of the file
 * @param pushes each once, in the order of the file
 * @param warnings what the file says that has no effect here
 */
public record BuildPlan(
        List<ImageStep> images, List<PushStep> pushes, List<PlannedDeployment> deployments, List<String> warnings) {}
