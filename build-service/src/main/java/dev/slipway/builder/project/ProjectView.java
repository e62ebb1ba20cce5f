package dev.slipway.builder.project;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A project as users see it: without its token, and with the names of its variables only. */
record ProjectView(
        String slug,
        String gitUrl,
        @Nullable String gitUsername,
        boolean hasGitToken,
        String defaultBranch,
        String registry,
        Set<String> variables,
        Set<String> maskedVariables,
        Set<String> protectedVariables,
        BuildRules rules) {

    static ProjectView of(Project project) {
        return new ProjectView(
                project.slug(),
                project.gitUrl(),
                project.gitUsername(),
                project.gitToken() != null,
                project.defaultBranch(),
                project.registry(),
                project.variables().keySet(),
                project.masked(),
                project.protectedOnly(),
                project.rules());
    }
}
