package dev.slipway.scheduler.registration;

import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.scheduler.problem.ApiProblem;

/** A deployment of a build that can't be registered; rolls back those before it. */
final class Refusal extends RuntimeException {
    private final transient DeploymentSpec spec;

    Refusal(DeploymentSpec spec, ApiProblem problem) {
        super(reason(spec, problem), problem);
        this.spec = spec;
    }

    /** Whether it is this deployment that was refused. */
    boolean concerns(DeploymentSpec other) {
        return other.flowName().equals(spec.flowName()) && other.name().equals(spec.name());
    }

    private static String reason(DeploymentSpec spec, ApiProblem problem) {
        String pool = spec.workPoolName();
        return problem.status() == 404
                ? "Work pool '" + pool + "' does not exist. Create it, and push again: prefect work-pool create '"
                        + pool + "' --type docker"
                : String.valueOf(problem.getMessage());
    }
}
