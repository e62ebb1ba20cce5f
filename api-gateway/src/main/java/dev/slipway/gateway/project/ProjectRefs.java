package dev.slipway.gateway.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.upstream.ServiceClient;
import dev.slipway.gateway.upstream.ServiceClient.Reply;
import dev.slipway.gateway.upstream.Upstream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** The branches and tags of a project, as the builder knows them, each with the deployments that the scheduler says are its. */
@ApplicationScoped
class ProjectRefs {
    private final ServiceClient services;

    ProjectRefs(ServiceClient services) {
        this.services = services;
    }

    Uni<Answer> of(Call call, String slug) {
        return ask(call, Upstream.BUILDER, slug)
                .chain(refs -> refs.isSuccess()
                        ? ask(call, Upstream.SCHEDULER, slug).map(owned -> answer(slug, refs, owned))
                        : Uni.createFrom().item(refusal(refs)));
    }

    private Uni<Reply> ask(Call call, Upstream service, String slug) {
        var identity = new ServiceClient.Identity(call.workspace(), call.caller());
        String uri = "/internal/v1/projects/" + slug + "/refs";
        return Uni.createFrom().completionStage(() -> services.call(service, HttpMethod.GET, uri, null, identity)
                .toCompletionStage());
    }

    private static Answer answer(String slug, Reply refs, Reply owned) {
        return owned.isSuccess()
                ? Answer.json(200, joined(slug, json(refs), json(owned).path("deployments")))
                : refusal(owned);
    }

    /** Each deployment to its ref. */
    static ObjectNode joined(String slug, JsonNode refs, JsonNode deployments) {
        ObjectNode view = Json.MAPPER.createObjectNode().put("project", slug);
        ArrayNode all = view.putArray("refs");
        refs.forEach(ref -> {
            ObjectNode one = ref.deepCopy();
            ArrayNode own = one.putArray("deployments");
            deployments.forEach(deployment -> {
                if (deployment.path("ref").equals(ref.path("ref"))) {
                    own.add(((ObjectNode) deployment.deepCopy()).without("ref"));
                }
            });
            all.add(one);
        });
        return view;
    }

    private static Answer refusal(Reply reply) {
        return reply.status() == 404
                ? Answer.problem(404, "unknown-project", "There is no such project.")
                : Answer.problem(503, "unavailable", "A service answered " + reply.status() + ".")
                        .with("Retry-After", "1");
    }

    private static JsonNode json(Reply reply) {
        try {
            return Json.MAPPER.readTree(reply.body().getBytes());
        } catch (IOException e) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
