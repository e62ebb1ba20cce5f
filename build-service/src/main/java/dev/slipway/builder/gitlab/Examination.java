package dev.slipway.builder.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.gitlab.Finding.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One look at a project's GitLab, from its token to its webhook; blocking. */
final class Examination {
    private final GitLabApi api;
    private final GitLabProject project;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable LocalDate expiresAt;

    Examination(GitLabApi api, GitLabProject project, Instant now) {
        this.api = api;
        this.project = project;
        this.now = now;
    }

    /** Looks at everything and makes the webhook. */
    Connection connect(HookRequest wanted) throws InterruptedException {
        try {
            return examined(wanted);
        } catch (GitLabUnreachable e) {
            return failed(ConnectionState.UNREACHABLE, Subject.PROJECT, String.valueOf(e.getMessage()));
        }
    }

    private Connection examined(HookRequest wanted) throws InterruptedException {
        GitLabAnswer token = api.token(project);
        if (token.status() == 401) {
            return failed(ConnectionState.TOKEN_REFUSED, Subject.TOKEN, "GitLab refuses the token: " + token.words());
        }
        Set<String> scopes = token.isSuccess() ? scopes(token.body()) : null;
        expiresAt = day(token.body().path("expires_at").asText(""));
        if (!new TokenScopes(scopes, 0).mayAskForProject()) {
            findings.addAll(new TokenScopes(scopes, Integer.MAX_VALUE).findings());
            new TokenScopes(scopes, 0).missingFor(Subject.HOOK).ifPresent(findings::add);
            return result(null, null);
        }
        GitLabAnswer found = api.call(project, "GET", "", null);
        if (!found.isSuccess()) {
            return failed(ConnectionState.INCOMPLETE, Subject.PROJECT, projectMissing(found));
        }
        return hooked(wanted, found.body(), new TokenScopes(scopes, role(found.body())));
    }

    private Connection hooked(HookRequest wanted, JsonNode found, TokenScopes scopes) throws InterruptedException {
        findings.addAll(scopes.findings());
        var obstacle = scopes.missingFor(Subject.HOOK);
        if (obstacle.isPresent()) {
            findings.add(obstacle.get());
            return result(found, null);
        }
        Webhook.Outcome outcome = new Webhook(api, project).save(wanted);
        findings.addAll(outcome.findings());
        return result(found, outcome.id());
    }

    private String projectMissing(GitLabAnswer answer) {
        return answer.status() == 404
                ? "GitLab knows no such project, or the token's user does not see it: " + project.api() + project.path()
                        + "."
                : "GitLab does not show the project: " + answer.words();
    }

    private Connection failed(ConnectionState state, Subject subject, String why) {
        findings.add(new Finding(subject, false, why));
        return new Connection(state, List.copyOf(findings), null, null, null, null, expiresAt, now);
    }

    private Connection result(@Nullable JsonNode found, @Nullable Long hook) {
        boolean fine = findings.stream().allMatch(Finding::fine);
        return new Connection(
                fine ? ConnectionState.CONNECTED : ConnectionState.INCOMPLETE,
                List.copyOf(findings),
                found == null ? null : found.path("id").asLong(),
                found == null ? null : found.path("web_url").asText(null),
                found == null ? null : found.path("default_branch").asText(null),
                hook,
                expiresAt,
                now);
    }

    private static Set<String> scopes(JsonNode token) {
        var scopes = new HashSet<String>();
        token.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return scopes;
    }

    /** The higher of the roles in the project and in its group; without word of either nothing speaks against trying. */
    private static int role(JsonNode found) {
        JsonNode permissions = found.path("permissions");
        if (!permissions.isObject()) {
            return Integer.MAX_VALUE;
        }
        return Math.max(
                permissions.path("project_access").path("access_level").asInt(0),
                permissions.path("group_access").path("access_level").asInt(0));
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() || text.equals("null") ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
