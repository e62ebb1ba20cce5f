package dev.slipway.gateway.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.hook.HookSecretRepository;
import dev.slipway.gateway.hook.HookSecrets;
import dev.slipway.gateway.hook.ProjectRepositories;
import dev.slipway.gateway.hook.SecretRotation;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.upstream.ServiceClient;
import dev.slipway.gateway.upstream.ServiceClient.Reply;
import dev.slipway.gateway.upstream.Upstream;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the two halves of a project in step: its hook secrets here, the rest with the builder.
 *
 * <p>The builder is called inside the transaction that changes our half. If it refuses or can't be reached nothing has changed;
 * if only our commit fails, the builder knows a project whose hook answers 404, and repeating the request mends that.
 */
@ApplicationScoped
class Projects {
    private static final List<String> SECRET_FIELDS = List.of("gitToken", "webhookToken", "signingSecret");

    private final Transactions transactions;
    private final HookSecretRepository secrets;
    private final ProjectRepositories repositories;
    private final SecretRotation rotation;
    private final ServiceClient services;

    Projects(
            Transactions transactions,
            HookSecretRepository secrets,
            ProjectRepositories repositories,
            SecretRotation rotation,
            ServiceClient services) {
        this.repositories = repositories;
        this.transactions = transactions;
        this.secrets = secrets;
        this.rotation = rotation;
        this.services = services;
    }

    /** A new project; refused if there is one of that name. */
    Uni<Answer> create(Call call, ProjectRequest wanted) {
        return transactions.run(tx -> secrets.lock(tx, call.workspace(), wanted.slug())
                .chain(known -> known.isPresent()
                        ? Uni.createFrom()
                                .failure(new Refused(Answer.problem(409, "exists", "There is a project of that name.")))
                        : save(tx, call, wanted, 201, null)));
    }

    /** A project as it shall be from now on, new or not; hook secrets that are not given stay. */
    Uni<Answer> replace(Call call, ProjectRequest wanted) {
        return transactions.run(tx -> secrets.lock(tx, call.workspace(), wanted.slug())
                .chain(known -> save(tx, call, wanted, known.isPresent() ? 200 : 201, known.orElse(null))));
    }

    /** No such project from now on. */
    Uni<Answer> delete(Call call) {
        return transactions.run(tx -> secrets.delete(tx, call.workspace(), call.parameter())
                .chain(known ->
                        tell(call, HttpMethod.DELETE, call.parameter(), null).map(reply -> deleted(known, reply))));
    }

    private Uni<Answer> save(
            SqlConnection tx, Call call, ProjectRequest wanted, int status, @Nullable HookSecrets known) {
        String generated = needsSecret(wanted, known) ? rotation.signingSecret() : null;
        return secrets.save(tx, call.workspace(), wanted.slug(), merged(wanted, known, generated))
                .chain(() -> repositories.save(tx, call.workspace(), wanted.slug(), wanted.gitUrl()))
                .chain(() -> tell(call, HttpMethod.PUT, wanted.slug(), wanted.rest()))
                .map(reply -> saved(reply, status, wanted.slug(), generated));
    }

    private static boolean needsSecret(ProjectRequest wanted, @Nullable HookSecrets known) {
        return known == null && wanted.webhookToken() == null && wanted.signingSecret() == null;
    }

    private static HookSecrets merged(ProjectRequest wanted, @Nullable HookSecrets known, @Nullable String generated) {
        String token = wanted.webhookToken();
        String signing = wanted.signingSecret() == null ? generated : wanted.signingSecret();
        return new HookSecrets(
                token == null && known != null ? known.webhookToken() : token,
                signing == null && known != null ? known.signingSecret() : signing);
    }

    private Uni<Reply> tell(Call call, HttpMethod method, String slug, @Nullable ObjectNode body) {
        var identity = new ServiceClient.Identity(call.workspace(), call.caller());
        return Uni.createFrom().completionStage(() -> services.call(
                        Upstream.BUILDER, method, "/internal/v1/projects/" + slug, body, identity)
                .toCompletionStage());
    }

    private static Answer saved(Reply reply, int status, String slug, @Nullable String generated) {
        if (!reply.isSuccess()) {
            throw new Refused(refusal(reply));
        }
        ObjectNode view = object(reply.body()).orElseGet(Json.MAPPER::createObjectNode);
        view.remove(SECRET_FIELDS);
        view.put("slug", slug);
        view.put("hookPath", "/hooks/gitlab/" + slug);
        if (generated != null) {
            view.put("signingSecret", generated);
        }
        return Answer.json(status, view);
    }

    private static Answer deleted(boolean known, Reply reply) {
        if (!reply.isSuccess() && reply.status() != 404) {
            throw new Refused(refusal(reply));
        }
        return known || reply.isSuccess()
                ? Answer.empty(204)
                : Answer.problem(404, "unknown-project", "There is no such project.");
    }

    /** What the user did wrong is the builder's to say; what went wrong between us is not the user's. */
    private static Answer refusal(Reply reply) {
        boolean isTheUsers = reply.status() / 100 == 4 && reply.status() != 401 && reply.status() != 403;
        return isTheUsers
                ? new Answer(reply.status(), "application/problem+json", reply.body(), Map.of())
                : Answer.problem(503, "unavailable", "The builder answered " + reply.status() + ".")
                        .with("Retry-After", "1");
    }

    private static Optional<ObjectNode> object(Buffer body) {
        try {
            return Json.MAPPER.readTree(body.getBytes()) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
