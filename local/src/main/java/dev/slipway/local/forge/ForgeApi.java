package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of GitLab's REST API that Slipway uses, with its refusals. */
final class ForgeApi implements HttpHandler {
    private static final String ROOT = "/api/v4/";

    private final String instance;
    private final ForgeRepositories repositories;
    private final ForgeTokens tokens;
    private final ForgeHooks hooks;
    private final ForgeStatuses statuses;
    private final ForgeMergeRequests mergeRequests;
    private final ForgeDeployments deployments = new ForgeDeployments();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throttle> throttle = new AtomicReference<>(new Throttle(0, 0));

    ForgeApi(
            String instance,
            ForgeRepositories repositories,
            ForgeTokens tokens,
            ForgeHooks hooks,
            ForgeStatuses statuses,
            ForgeMergeRequests mergeRequests) {
        this.instance = instance;
        this.repositories = repositories;
        this.tokens = tokens;
        this.hooks = hooks;
        this.statuses = statuses;
        this.mergeRequests = mergeRequests;
    }

    /** Answers the next requests with 429. */
    void throttle(int count, int seconds) {
        throttle.set(new Throttle(count, seconds));
    }

    /** What is deployed, as far as it was told. */
    ForgeDeployments deployments() {
        return deployments;
    }

    /** Method, path and status of every request so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            ApiAnswer answer = answer(exchange, path);
            requests.add(exchange.getRequestMethod() + " " + path + " " + answer.status());
            answer.send(exchange);
        }
    }

    private ApiAnswer answer(HttpExchange exchange, String path) throws IOException {
        Throttle now = throttle.getAndUpdate(Throttle::next);
        if (now.count() > 0) {
            return ApiAnswer.throttled(now.seconds());
        }
        Optional<ForgeToken> token = tokens.find(shown(exchange));
        if (token.isEmpty()) {
            return ApiAnswer.message(401, "401 Unauthorized");
        }
        if (!tokens.isGood(token.get())) {
            return invalid(token.get());
        }
        List<String> parts = Stream.of(path.substring(ROOT.length()).split("/"))
                .map(part -> URLDecoder.decode(part, UTF_8))
                .toList();
        return answer(exchange, parts, token.get());
    }

    private ApiAnswer answer(HttpExchange exchange, List<String> parts, ForgeToken token) throws IOException {
        String method = exchange.getRequestMethod();
        if (parts.equals(List.of("personal_access_tokens", "self")) && method.equals("GET")) {
            return ApiAnswer.json(200, self(token));
        }
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (reads ? !token.mayRead() : !token.mayWrite()) {
            return insufficient(reads);
        }
        if (parts.size() < 2 || !parts.getFirst().equals("projects")) {
            return ApiAnswer.json(404, Map.of("error", "404 Not Found"));
        }
        Optional<ForgeProject> project = token.role() == 0 ? Optional.empty() : repositories.byId(parts.get(1));
        return project.isEmpty()
                ? ApiAnswer.notFound("Project")
                : ofProject(project.get(), exchange, parts.subList(2, parts.size()), body(exchange), token);
    }

    private ApiAnswer ofProject(
            ForgeProject project, HttpExchange exchange, List<String> rest, JsonNode body, ForgeToken token) {
        String method = exchange.getRequestMethod();
        if (rest.isEmpty() && method.equals("GET")) {
            return ApiAnswer.json(200, shown(project, token));
        }
        if (!rest.isEmpty() && rest.getFirst().equals("hooks")) {
            return token.role() < ForgeToken.MAINTAINER
                    ? ApiAnswer.forbidden()
                    : hooks.serve(project, method, rest.subList(1, rest.size()), body);
        }
        if (rest.size() == 2 && rest.getFirst().equals("statuses") && method.equals("POST")) {
            return token.role() < ForgeToken.DEVELOPER
                    ? ApiAnswer.forbidden()
                    : statuses.set(project, repositories.git(project), rest.get(1), body, token);
        }
        if (rest.equals(List.of("deployments"))) {
            return deployments.serve(project, method, query(exchange), body);
        }
        if (!rest.isEmpty() && rest.getFirst().equals("merge_requests")) {
            return mergeRequests.serve(project, method, rest.subList(1, rest.size()), query(exchange), body);
        }
        if (rest.size() == 4 && rest.subList(0, 2).equals(List.of("repository", "commits"))) {
            return statuses.list(project, rest.get(2));
        }
        return ApiAnswer.json(404, Map.of("error", "404 Not Found"));
    }

    private Map<String, @Nullable Object> shown(ForgeProject project, ForgeToken token) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        boolean empty = !RefChange.refs(repositories.git(project)).containsKey("refs/heads/" + project.defaultBranch());
        fields.put("id", project.id());
        fields.put("name", project.name());
        fields.put("path_with_namespace", project.path());
        fields.put("default_branch", empty ? null : project.defaultBranch());
        fields.put("empty_repo", empty);
        fields.put("web_url", instance + "/" + project.path());
        fields.put("http_url_to_repo", instance + "/" + project.path() + ".git");
        var access = new LinkedHashMap<String, @Nullable Object>();
        access.put("project_access", Map.of("access_level", token.role(), "notification_level", 3));
        access.put("group_access", null);
        fields.put("permissions", access);
        return fields;
    }

    private static Map<String, @Nullable Object> self(ForgeToken token) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", 1);
        fields.put("name", "slipway");
        fields.put("revoked", token.revoked());
        fields.put("scopes", token.scopes());
        fields.put("user_id", ForgeMergeRequests.USER);
        fields.put("active", true);
        fields.put(
                "expires_at",
                token.expiresAt() == null ? null : token.expiresAt().toString().substring(0, 10));
        return fields;
    }

    private static ApiAnswer invalid(ForgeToken token) {
        String why = token.revoked()
                ? "Token was revoked. You have to re-authorize from the user."
                : "Token is expired. You can either do re-authorization or token refresh.";
        return ApiAnswer.json(401, Map.of("error", "invalid_token", "error_description", why));
    }

    private static ApiAnswer insufficient(boolean reads) {
        return ApiAnswer.json(
                403,
                Map.of(
                        "error",
                        "insufficient_scope",
                        "error_description",
                        "The request requires higher privileges than provided by the access token.",
                        "scope",
                        reads ? "api read_api" : "api"));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        var query = new LinkedHashMap<String, String>();
        Stream.of(raw == null ? new String[0] : raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], UTF_8)));
        return query;
    }

    private static @Nullable String shown(HttpExchange exchange) {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        return bearer != null && bearer.startsWith("Bearer ")
                ? bearer.substring("Bearer ".length())
                : exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN");
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private record Throttle(int count, int seconds) {
        Throttle next() {
            return new Throttle(Math.max(0, count - 1), seconds);
        }
    }
}
