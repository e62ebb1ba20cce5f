package dev.slipway.builder.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.project.Project;
import java.net.URI;
import java.net.URLEncoder;

/**
 * Where GitLab's API has a project.
 *
 * @param api as {@code https://gitlab.example.com/api/v4}
 * @param path of the project, below {@code api}
 * @param token shown with each call
 */
public record GitLabProject(String api, String path, String token) {

    /** Derived from where the repository is cloned from, so that the token goes nowhere else. */
    public static GitLabProject of(Project project, String token) {
        URI git = URI.create(project.gitUrl());
        return new GitLabProject(
                git.getScheme() + "://" + git.getRawAuthority() + "/api/v4",
                "/projects/" + URLEncoder.encode(project.path(), UTF_8),
                token);
    }

    @Override
    public String toString() {
        return "GitLabProject[" + api + path + "]";
    }
}
