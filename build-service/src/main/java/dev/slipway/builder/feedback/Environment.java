package dev.slipway.builder.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.gitlab.GitLabAnswer;
import dev.slipway.builder.gitlab.GitLabApi;
import dev.slipway.builder.gitlab.GitLabProject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** An environment of a project in GitLab, and what was deployed there; blocking. */
final class Environment {
    private final GitLabApi api;
    private final GitLabProject project;
    private final String name;

    Environment(GitLabApi api, GitLabProject project, String name) {
        this.api = api;
        this.project = project;
        this.name = name;
    }

    /** GitLab's answer if it is no success; empty if the deployment is the newest of the environment, from now on or already. */
    Optional<GitLabAnswer> tell(Map<String, Object> deployment) throws InterruptedException {
        GitLabAnswer newest = api.call(
                project,
                "GET",
                "/deployments?order_by=id&sort=desc&per_page=1&environment="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8),
                null);
        if (newest.isSuccess() && isSame(newest.body().path(0), deployment)) {
            return Optional.empty();
        }
        GitLabAnswer made = api.call(project, "POST", "/deployments", deployment);
        return made.isSuccess() ? Optional.empty() : Optional.of(made);
    }

    private static boolean isSame(JsonNode there, Map<String, Object> deployment) {
        return there.path("sha").asText().equals(deployment.get("sha"))
                && there.path("status").asText().equals(deployment.get("status"));
    }
}
