package dev.slipway.gateway.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.hook.HookSecrets;
import dev.slipway.gateway.hook.SecretRotation;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.upstream.ServiceClient;
import dev.slipway.gateway.upstream.ServiceClient.Reply;
import dev.slipway.gateway.upstream.Upstream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The webhook that a project has in GitLab. The secret is kept here, the token with the builder: it is lent the secret for the
 * calls that bring it to GitLab.
 */
@ApplicationScoped
class Connections {
    private final SecretRotation rotation;
    private final ServiceClient services;
    private final ConnectConfig config;

    Connections(SecretRotation rotation, ServiceClient services, ConnectConfig config) {
        this.rotation = rotation;
        this.services = services;
        this.config = config;
    }

    /** Makes or mends the webhook with the secret that counts, and has it tried. */
    Uni<Answer> connect(Call call, String slug, ConnectOptions options) {
        return rotation.current(call.workspace(), slug)
                .chain(known -> known.isEmpty()
                        ? unknown()
                        : tell(call, slug, known.get(), options).map(reply -> answer(200, slug, null, reply)));
    }

    /** A new secret, brought to GitLab if the project's token allows it, else shown this once. */
    Uni<Answer> rotate(Call call, String slug) {
        return rotation.rotate(call.workspace(), slug).chain(rotated -> {
            if (rotated.isEmpty()) {
                return unknown();
            }
            HookSecrets secrets = rotated.get().secrets();
            return tell(call, slug, secrets, new ConnectOptions(false, null)).chain(reply -> {
                JsonNode connection = json(reply);
                boolean brought = isFine(connection, "HOOK");
                boolean byHand =
                        reply.isSuccess() && connection.path("state").asText("").equals("NO_TOKEN");
                Answer answer = answer(200, slug, byHand ? secrets : null, reply);
                return brought || byHand
                        ? rotation.confirm(call.workspace(), slug).replaceWith(withUntil(answer, rotated.get()))
                        : Uni.createFrom().item(withUntil(answer, rotated.get()));
            });
        });
    }

    /** Removes the webhook from GitLab, if the project's token allows it. */
    Uni<Answer> disconnect(Call call, String slug) {
        String query = "?hookUrl=" + URLEncoder.encode(hookUrl(slug), UTF_8);
        return call(call, HttpMethod.DELETE, slug, query, null)
                .map(reply -> reply.isSuccess() ? Answer.json(200, json(reply)) : refusal(reply));
    }

    String hookUrl(String slug) {
        return config.publicUrl().toString().replaceFirst("/+$", "") + "/hooks/gitlab/" + slug;
    }

    private Uni<Reply> tell(Call call, String slug, HookSecrets secrets, ConnectOptions options) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("hookUrl", hookUrl(slug));
        body.put("adoptDefaultBranch", options.adoptDefaultBranch());
        body.put("gitToken", options.gitToken());
        if (secrets.signingSecret() != null) {
            body.put("signingSecret", secrets.signingSecret());
        } else {
            body.put("secretToken", secrets.webhookToken());
        }
        return call(call, HttpMethod.POST, slug, "", body);
    }

    private Uni<Reply> call(Call call, HttpMethod method, String slug, String query, @Nullable ObjectNode body) {
        var identity = new ServiceClient.Identity(call.workspace(), call.caller());
        String uri = "/internal/v1/projects/" + slug + "/connection" + query;
        return Uni.createFrom()
                .completionStage(() -> services.call(Upstream.BUILDER, method, uri, body, identity, config.timeout())
                        .toCompletionStage());
    }

    private Answer answer(int status, String slug, @Nullable HookSecrets shown, Reply reply) {
        if (!reply.isSuccess()) {
            return refusal(reply);
        }
        ObjectNode view = Json.MAPPER.createObjectNode();
        view.put("slug", slug);
        view.put("hookUrl", hookUrl(slug));
        view.set("connection", json(reply));
        if (shown != null) {
            view.put(
                    shown.signingSecret() == null ? "webhookToken" : "signingSecret",
                    shown.signingSecret() == null ? shown.webhookToken() : shown.signingSecret());
        }
        return Answer.json(status, view);
    }

    private static Answer withUntil(Answer answer, SecretRotation.Rotated rotated) {
        return object(answer.body().getBytes())
                .filter(view -> answer.status() == 200)
                .map(view -> Answer.json(200, view.put("formerSecretUntil", String.valueOf(rotated.formerUntil()))))
                .orElse(answer);
    }

    /** The project that was made, and what was found in GitLab; it stays made if that can't be told. */
    static Answer joined(Answer created, Answer connected) {
        ObjectNode view = object(created.body().getBytes()).orElseGet(Json.MAPPER::createObjectNode);
        object(connected.body().getBytes()).ifPresent(found -> {
            view.set("hookUrl", found.path("hookUrl"));
            view.set("connection", connected.status() == 200 ? found.path("connection") : found);
        });
        return Answer.json(created.status(), view);
    }

    private static Answer refusal(Reply reply) {
        return reply.status() == 404
                ? unknownProject()
                : Answer.problem(503, "unavailable", "The builder answered " + reply.status() + ".")
                        .with("Retry-After", "1");
    }

    private static boolean isFine(JsonNode connection, String what) {
        for (JsonNode finding : connection.path("findings")) {
            if (finding.path("what").asText("").equals(what)) {
                return finding.path("fine").asBoolean();
            }
        }
        return false;
    }

    private static JsonNode json(Reply reply) {
        return object(reply.body().getBytes()).orElseGet(Json.MAPPER::createObjectNode);
    }

    private static Optional<ObjectNode> object(byte[] body) {
        try {
            return Json.MAPPER.readTree(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Uni<Answer> unknown() {
        return Uni.createFrom().item(unknownProject());
    }

    private static Answer unknownProject() {
        return Answer.problem(404, "unknown-project", "There is no such project.");
    }
}
