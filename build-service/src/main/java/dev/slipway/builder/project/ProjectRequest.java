package dev.slipway.builder.project;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said about a project; the gateway keeps hook secrets to itself, so they are not here. */
record ProjectRequest(
        @Nullable String gitUrl,
        @Nullable String gitUsername,
        @Nullable String gitToken,
        @Nullable String defaultBranch,
        @Nullable String registry,
        @Nullable Map<String, String> variables,
        @Nullable List<String> maskedVariables,
        @Nullable List<String> protectedVariables,
        @Nullable BuildRules rules) {}
