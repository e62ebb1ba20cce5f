package dev.slipway.contracts.push.v1;

import dev.slipway.contracts.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A branch moved. Written once per accepted delivery by the gateway; the same (project, ref, before, after) is written once.
 * Not guaranteed: that pushes of one ref arrive in the order in which they happened.
 *
 * @param pushId the gateway's id of the push
 * @param project the project's slug in Slipway
 * @param ref full name, as {@code refs/heads/main}
 * @param before commit before the push; forty zeros for a new branch
 * @param after commit after the push, the one to build
 * @param commitsTruncated true if the payload listed fewer commits than the push has
 * @param pushOptions as GitLab sent them
 * @param receivedAt when the delivery was accepted
 * @param mergeRequest if a merge request brought the commits; else a branch did
 */
public record PushReceived(
        String workspace,
        UUID pushId,
        String project,
        String ref,
        String before,
        String after,
        @Nullable String defaultBranch,
        @Nullable Pusher pusher,
        List<Commit> commits,
        boolean commitsTruncated,
        Map<String, Object> pushOptions,
        Instant receivedAt,
        @Nullable MergeRequest mergeRequest)
        implements Event {

    /** What a branch brought, without a merge request. */
    public PushReceived(
            String workspace,
            UUID pushId,
            String project,
            String ref,
            String before,
            String after,
            @Nullable String defaultBranch,
            @Nullable Pusher pusher,
            List<Commit> commits,
            boolean commitsTruncated,
            Map<String, Object> pushOptions,
            Instant receivedAt) {
        this(
                workspace,
                pushId,
                project,
                ref,
                before,
                after,
                defaultBranch,
                pusher,
                commits,
                commitsTruncated,
                pushOptions,
                receivedAt,
                null);
    }

    @Override
    public String key() {
        return project + ":" + ref;
    }

    /**
     * The merge request that brought the commits; its ref is {@code refs/merge-requests/<number>/head}.
     *
     * @param fromFork whether its source is another project
     */
    public record MergeRequest(int number, String sourceBranch, String targetBranch, boolean fromFork) {}

    /** Who pushed. */
    public record Pusher(
            @Nullable String name,
            @Nullable String username,
            @Nullable String email) {}

    /** A commit as the payload lists it; paths of a rename list the new name only. */
    public record Commit(
            String id,
            @Nullable String title,
            @Nullable String message,
            @Nullable String timestamp,
            @Nullable String authorName,
            @Nullable String authorEmail,
            List<String> added,
            List<String> modified,
            List<String> removed) {}
}
