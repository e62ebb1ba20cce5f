package dev.slipway.local.forge;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/hooks}: the webhooks that were made through the API, beside the one that the forge was told. */
final class ForgeHooks {
    private final Map<String, Map<Integer, ProjectHook>> hooks = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Clock clock;
    private final Tests tests;

    /** Sends a sample of what the trigger stands for; the receiver's status, null if it gave none. */
    interface Tests {
        @Nullable
        Integer send(ForgeProject project, ProjectHook hook, boolean tag);
    }

    ForgeHooks(Clock clock, Tests tests) {
        this.clock = clock;
        this.tests = tests;
    }

    List<ProjectHook> of(ForgeProject project) {
        return List.copyOf(all(project).values());
    }

    void delivered(ForgeProject project, ProjectHook hook, boolean success) {
        all(project).computeIfPresent(hook.id(), (id, known) -> known.after(success, clock.instant()));
    }

    ApiAnswer serve(ForgeProject project, String method, List<String> rest, JsonNode body) {
        if (rest.isEmpty()) {
            return switch (method) {
                case "GET" ->
                    ApiAnswer.json(200, of(project).stream().map(this::shown).toList());
                case "POST" -> save(project, ids.incrementAndGet(), body, null);
                default -> ApiAnswer.message(405, "405 Method Not Allowed");
            };
        }
        Optional<ProjectHook> hook = find(project, rest.getFirst());
        if (hook.isEmpty()) {
            return ApiAnswer.notFound("");
        }
        return rest.size() == 3 && rest.get(1).equals("test") && method.equals("POST")
                ? test(project, hook.get(), rest.get(2))
                : serve(project, method, hook.get(), body);
    }

    private ApiAnswer serve(ForgeProject project, String method, ProjectHook hook, JsonNode body) {
        return switch (method) {
            case "GET" -> ApiAnswer.json(200, shown(hook));
            case "PUT" -> save(project, hook.id(), body, hook);
            case "DELETE" -> {
                all(project).remove(hook.id());
                yield ApiAnswer.empty();
            }
            default -> ApiAnswer.message(405, "405 Method Not Allowed");
        };
    }

    private ApiAnswer save(ForgeProject project, int id, JsonNode body, @Nullable ProjectHook known) {
        String url = text(body, "url", known == null ? null : known.target().url());
        if (url == null) {
            return ApiAnswer.json(400, Map.of("error", "url is missing"));
        }
        if (!isUrl(url)) {
            return ApiAnswer.json(422, Map.of("error", "Invalid url given"));
        }
        var target = new ForgeHook(
                url,
                text(body, "token", known == null ? null : known.target().secretToken()),
                text(
                        body,
                        "signing_token",
                        known == null ? null : known.target().signingSecret()));
        var hook = new ProjectHook(
                id,
                target,
                flag(body, "push_events", known == null || known.pushes()),
                flag(body, "tag_push_events", known != null && known.tags()),
                flag(body, "merge_requests_events", known != null && known.mergeRequests()),
                flag(body, "enable_ssl_verification", known == null || known.verifiesTls()),
                known == null ? 0 : known.failures(),
                known == null ? null : known.disabledUntil());
        all(project).put(id, hook);
        return ApiAnswer.json(known == null ? 201 : 200, shown(hook));
    }

    private ApiAnswer test(ForgeProject project, ProjectHook hook, String trigger) {
        if (!trigger.equals("push_events") && !trigger.equals("tag_push_events")) {
            return ApiAnswer.json(400, Map.of("error", "trigger does not have a valid value"));
        }
        Integer status = tests.send(project, hook, trigger.equals("tag_push_events"));
        if (status != null && status / 100 == 2) {
            return ApiAnswer.message(201, "201 Created");
        }
        return ApiAnswer.message(422, status == null ? "Hook execution failed" : "Hook executed with HTTP " + status);
    }

    private Map<String, @Nullable Object> shown(ProjectHook hook) {
        return hook.shown(clock.instant());
    }

    private Map<Integer, ProjectHook> all(ForgeProject project) {
        return hooks.computeIfAbsent(project.path(), unused -> java.util.Collections.synchronizedMap(new TreeMap<>()));
    }

    private Optional<ProjectHook> find(ForgeProject project, String id) {
        return id.matches("\\d{1,9}") ? Optional.ofNullable(all(project).get(Integer.parseInt(id))) : Optional.empty();
    }

    private static boolean isUrl(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String text(JsonNode body, String field, @Nullable String otherwise) {
        return body.hasNonNull(field) ? body.path(field).asText() : otherwise;
    }

    private static boolean flag(JsonNode body, String field, boolean otherwise) {
        return body.hasNonNull(field) ? body.path(field).asBoolean() : otherwise;
    }
}
