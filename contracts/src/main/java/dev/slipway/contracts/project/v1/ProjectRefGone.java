package dev.slipway.contracts.project.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * A branch or tag that was built before is deleted. Written by build-service, in the order of the ref's builds.
 *
 * @param pushId of the deletion
 * @param commit the one that it named last
 * @param generation counts with the builds of the ref; one of a lower generation came before
 * @param whenRefDeleted what the project wants to become of the deployments that the ref registered last
 */
public record ProjectRefGone(
        String workspace,
        UUID pushId,
        String project,
        String ref,
        String commit,
        long generation,
        WhenRefDeleted whenRefDeleted,
        Instant goneAt)
        implements Event {

    @Override
    public String key() {
        return project + ":" + ref;
    }
}
