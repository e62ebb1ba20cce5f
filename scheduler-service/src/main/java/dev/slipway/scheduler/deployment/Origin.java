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
 */
public record Origin(
        @Nullable UUID buildId,
        @Nullable String project,
        @Nullable String ref,
        @Nullable String commit,
        @Nullable Integer rollbackOf,
        @Nullable FormerOwner tookOver) {
    static final Origin CLIENT = new Origin(null, null, null, null, null, null);

    /** A push. */
    public static Origin of(BuildSucceeded build) {
        return new Origin(build.buildId(), build.project(), build.ref(), build.commit(), null, null);
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
                : new Origin(buildId, project, ref, commit, rollbackOf, new FormerOwner(owner, ownerRef));
    }
}
