package dev.slipway.builder.build;

import dev.slipway.contracts.build.v1.DeploymentSpec;
import java.util.List;

/**
 * What a build that succeeded brought.
 *
 * @param preview whether the deployments are the ref's alone, so that they take over nobody's
 */
public record Product(List<PushedImage> images, List<DeploymentSpec> deployments, boolean preview) {}
