package dev.slipway.scheduler.deployment;

import dev.slipway.contracts.build.v1.BuildSucceeded;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a definition of a deployment comes from; all null if a client registered it.
 *
 * @param rollbackOf the number of the earlier version that is taken up again
 */
public record Origin(
        @Nullable UUID buildId,
        @Nullable String project,
        @Nullable String ref,
        @Nullable String commit,
        @Nullable Integer rollbackOf) {
    static final Origin CLIENT = new Origin(null, null, null, null, null);

    /** A push. */
    public static Origin of(BuildSucceeded build) {
        return new Origin(build.buildId(), build.project(), build.ref(), build.commit(), null);
    }
}
