package dev.slipway.builder.build;

import org.jspecify.annotations.Nullable;

/**
 * What became of a deployment of a build.
 *
 * @param name flow and deployment, as {@code flow/deployment}
 * @param message why it was rejected; null if it was not
 */
public record DeploymentOutcome(
        String name, Outcome outcome, @Nullable String message) {
    /** Either it exists now, or it does not and the message says why. */
    public enum Outcome {
        REGISTERED,
        REJECTED
    }
}
