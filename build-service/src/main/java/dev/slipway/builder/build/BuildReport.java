package dev.slipway.builder.build;

import java.util.List;

/**
 * A build and what became of its deployments.
 *
 * @param deployments as far as the scheduler has said something
 */
public record BuildReport(Build build, List<DeploymentOutcome> deployments) {}
