package dev.slipway.builder.build;

import org.jspecify.annotations.Nullable;

/** Which builds to list, newest first; null is any. */
record BuildFilter(
        @Nullable String project,
        @Nullable String ref,
        @Nullable BuildState state,
        int limit) {}
