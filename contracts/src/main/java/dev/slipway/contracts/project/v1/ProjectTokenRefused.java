package dev.slipway.contracts.project.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;

/**
 * GitLab does not take a project's access token any more. Written by build-service, once until the project's GitLab was looked at
 * again.
 *
 * @param project the project's slug in Slipway
 * @param reason in GitLab's words, without the token
 */
public record ProjectTokenRefused(String workspace, String project, String reason, Instant refusedAt) implements Event {

    @Override
    public String key() {
        return project;
    }
}
