package dev.slipway.builder.project;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project as users see it: without its token. */
record ProjectView(
        String slug,
        String gitUrl,
        @Nullable String gitUsername,
        boolean hasGitToken,
        String defaultBranch,
        String registry,
        Map<String, String> variables) {

    static ProjectView of(Project project) {
        return new ProjectView(
                project.slug(),
                project.gitUrl(),
                project.gitUsername(),
                project.gitToken() != null,
                project.defaultBranch(),
                project.registry(),
                project.variables());
    }
}
