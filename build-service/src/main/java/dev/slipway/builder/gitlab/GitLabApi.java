package dev.slipway.builder.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.contracts.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** GitLab's REST API, blocking. Redirects are not followed: the token is for the project's own host. */
@ApplicationScoped
public class GitLabApi {
    private static final int LONGEST_BODY = 4 * 1024 * 1024;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final HttpClient http;
    private final Duration timeout;

    GitLabApi(GitLabConfig config) {
        this.timeout = config.timeout();
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * One call about the project; fails with {@link GitLabUnreachable} if there is no answer.
     *
     * @param below what follows the project's path, empty for the project itself
     */
    public GitLabAnswer call(GitLabProject project, String method, String below, @Nullable Object body)
            throws InterruptedException {
        return send(project, method, project.path() + below, body);
    }

    /** What the token is; every token may ask that. */
    public GitLabAnswer token(GitLabProject project) throws InterruptedException {
        return send(project, "GET", "/personal_access_tokens/self", null);
    }

    private GitLabAnswer send(GitLabProject project, String method, String path, @Nullable Object body)
            throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(project.api() + path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + project.token())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)));
        try {
            return answer(
                    http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LONGEST_BODY)));
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new GitLabUnreachable(project.api() + " does not answer: " + why, e);
        }
    }

    private static GitLabAnswer answer(HttpResponse<String> response) {
        return new GitLabAnswer(
                response.statusCode(),
                json(response.body()),
                response.headers()
                        .firstValue("Retry-After")
                        .map(GitLabApi::seconds)
                        .orElse(null),
                response.headers().firstValue("X-Next-Page").orElse(""));
    }

    private static @Nullable Duration seconds(String text) {
        if (!text.matches("\\d{1,9}")) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    private static JsonNode json(String text) {
        try {
            JsonNode parsed = Json.MAPPER.readTree(text);
            return parsed == null ? MissingNode.getInstance() : parsed;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static byte[] bytes(Object body) {
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
