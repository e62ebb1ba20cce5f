package dev.slipway.builder.build;

import org.jspecify.annotations.Nullable;

/** What the push said about its commit; users see it as {@code CI_COMMIT_…} in templates. */
public record PushDetails(
        String before,
        @Nullable String defaultBranch,
        @Nullable String title,
        @Nullable String message,
        @Nullable String author,
        @Nullable String timestamp) {}
