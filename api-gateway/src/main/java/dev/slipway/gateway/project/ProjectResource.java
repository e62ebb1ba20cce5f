package dev.slipway.gateway.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.BodyTooLarge;
import dev.slipway.gateway.http.BoundedBody;
import dev.slipway.gateway.http.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code /slipway/v1/projects}, as far as it changes something; reading goes to the builder. */
@ApplicationScoped
public class ProjectResource {
    private static final Logger LOG = Logger.getLogger(ProjectResource.class);
    private static final long LONGEST_BODY = 1_000_000;

    private final Projects projects;
    private final Connections connections;
    private final ProjectRefs refs;

    ProjectResource(Projects projects, Connections connections, ProjectRefs refs) {
        this.projects = projects;
        this.connections = connections;
        this.refs = refs;
    }

    /** {@code …/{slug}/connect}, {@code …/{slug}/rotate}, {@code …/{slug}/connection}. */
    public void connect(Call call) {
        String what = call.request().method().name()
                + call.path().substring(call.path().lastIndexOf('/'));
        Uni<Answer> answer =
                switch (what) {
                    case "POST/connect" ->
                        read(call).chain(body -> connections.connect(call, call.parameter(), ConnectOptions.of(body)));
                    case "POST/rotate" -> connections.rotate(call, call.parameter());
                    case "DELETE/connection" -> connections.disconnect(call, call.parameter());
                    default -> notAllowed();
                };
        answer.subscribe().with(call::answer, failure -> call.answer(refusal(failure)));
    }

    /** {@code GET …/{slug}/refs}: what the deletion of each branch and tag would retire. */
    public void refs(Call call) {
        refs.of(call, call.parameter()).subscribe().with(call::answer, failure -> call.answer(refusal(failure)));
    }

    private static Uni<Buffer> read(Call call) {
        return Uni.createFrom().completionStage(() -> BoundedBody.of(call.request(), LONGEST_BODY)
                .toCompletionStage());
    }

    /** POST to the collection, PUT and DELETE to a project. */
    public void change(Call call) {
        String method = call.request().method().name();
        boolean one = !call.parameter().isEmpty();
        Uni<Answer> answer =
                switch (method) {
                    case "POST" -> one ? notAllowed() : body(call, null).chain(wanted -> create(call, wanted));
                    case "PUT" ->
                        one
                                ? body(call, call.parameter()).chain(wanted -> projects.replace(call, wanted))
                                : notAllowed();
                    case "DELETE" -> one ? projects.delete(call) : notAllowed();
                    default -> notAllowed();
                };
        answer.subscribe().with(call::answer, failure -> call.answer(refusal(failure)));
    }

    private Uni<Answer> create(Call call, ProjectRequest wanted) {
        return projects.create(call, wanted)
                .chain(created -> wanted.connect() && created.status() == 201
                        ? connections
                                .connect(call, wanted.slug(), new ConnectOptions(!wanted.namesDefaultBranch(), null))
                                .map(connected -> Connections.joined(created, connected))
                        : Uni.createFrom().item(created));
    }

    private static Uni<ProjectRequest> body(Call call, @Nullable String slug) {
        return read(call).map(body -> ProjectRequest.parse(json(body), slug));
    }

    private static JsonNode json(Buffer body) {
        try {
            return Json.MAPPER.readTree(body.getBytes());
        } catch (IOException e) {
            throw new InvalidProject("The body is not JSON.");
        }
    }

    private static Uni<Answer> notAllowed() {
        return Uni.createFrom().item(Answer.problem(405, "method", "This method means nothing here."));
    }

    private static Answer refusal(Throwable failure) {
        return switch (failure) {
            case Refused refused -> refused.answer();
            case InvalidProject e -> Answer.problem(422, "invalid", String.valueOf(e.getMessage()));
            case BodyTooLarge e -> Answer.problem(413, "too-large", String.valueOf(e.getMessage()));
            default -> {
                LOG.error("a project could not be changed", failure);
                yield Answer.problem(503, "unavailable", "The project could not be changed.")
                        .with("Retry-After", "1");
            }
        };
    }
}
