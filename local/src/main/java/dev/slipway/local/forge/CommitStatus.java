package dev.slipway.local.forge;

import org.jspecify.annotations.Nullable;

/**
 * A commit status of the forge.
 *
 * @param ref the branch's short name
 * @param author the token that set it
 */
public record CommitStatus(
        int id,
        String sha,
        @Nullable String ref,
        String name,
        String status,
        @Nullable String targetUrl,
        @Nullable String description,
        String author) {
    boolean isOpen() {
        return status.equals("pending") || status.equals("running");
    }
}
