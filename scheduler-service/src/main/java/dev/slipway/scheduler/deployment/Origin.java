package dev.slipway.scheduler.deployment;

import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered.FormerOwner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a definition of a deployment comes from; all null if a client registered it.
 *
 * @param rollbackOf the number of the earlier version that is taken up again
 * @param tookOver another ref that had registered the deployment last
 * @param promoted the version of another deployment that is run from now on
 */
public record Origin(
        @Nullable UUID buildId,
        @Nullable String project,
        @Nullable String ref,
        @Nullable String commit,
        @Nullable Integer rollbackOf,
        @Nullable FormerOwner tookOver,
        @Nullable Promoted promoted) {
    static final Origin CLIENT = new Origin(null, null, null, null, null, null, null);

    /** A version of another deployment, which is named as {@code flow/deployment}. */
    record Promoted(String deployment, int number) {}

    /** A push. */
    public static Origin of(BuildSucceeded build) {
        return new Origin(build.buildId(), build.project(), build.ref(), build.commit(), null, null, null);
    }

    /** An earlier version of the same deployment. */
    static Origin rollbackTo(DeploymentVersion version) {
        Origin then = version.origin();
        return new Origin(then.buildId(), then.project(), then.ref(), then.commit(), version.number(), null, null);
    }

    /**
     * A version of another deployment. What is promoted goes on belonging to whom it belonged: the end of the ref that the version
     * came from is not its end.
     *
     * @param owner the origin of what the deployment was until now
     */
    static Origin promotionOf(DeploymentVersion version, Origin owner) {
        Origin then = version.origin();
        var promoted = new Promoted(version.flowName() + "/" + version.deploymentName(), version.number());
        return new Origin(then.buildId(), owner.project(), owner.ref(), then.commit(), null, null, promoted);
    }

    /** The same, if the deployment was registered last by whom the version says. */
    Origin after(DeploymentVersion last) {
        String owner = last.origin().project();
        String ownerRef = last.origin().ref();
        if (project == null || owner == null || ownerRef == null) {
            return this;
        }
        return owner.equals(project) && ownerRef.equals(ref)
                ? this
                : new Origin(buildId, project, ref, commit, rollbackOf, new FormerOwner(owner, ownerRef), promoted);
    }
}
