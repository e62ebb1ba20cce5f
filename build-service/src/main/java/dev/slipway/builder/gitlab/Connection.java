package dev.slipway.builder.gitlab;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a project and its GitLab were looked at last.
 *
 * @param gitlabId GitLab's number of the project
 * @param hookId GitLab's number of our webhook
 * @param tokenExpiresAt the day on which the token ends
 */
public record Connection(
        ConnectionState state,
        List<Finding> findings,
        @Nullable Long gitlabId,
        @Nullable String webUrl,
        @Nullable String defaultBranch,
        @Nullable Long hookId,
        @Nullable LocalDate tokenExpiresAt,
        Instant checkedAt) {}
