package dev.slipway.gateway.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.upstream.ServiceClient;
import dev.slipway.gateway.upstream.ServiceClient.Reply;
import dev.slipway.gateway.upstream.Upstream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks each service for its part, one after the other, since each names what the next is asked for. */
@ApplicationScoped
class Trace {
    private static final Logger LOG = Logger.getLogger(Trace.class);
    private static final String PATH = "/internal/v1/provenance?";

    private final ServiceClient services;
    private final DeliveryRepository deliveries;

    Trace(ServiceClient services, DeliveryRepository deliveries) {
        this.services = services;
        this.deliveries = deliveries;
    }

    /** Everything that is known of the subject; a service that does not answer leaves a gap that is told. */
    Uni<Trail> of(Call call, Subject subject) {
        var trail = new Trail(subject);
        Uni<Void> builderAndScheduler =
                switch (subject.kind()) {
                    case COMMITS ->
                        ask(call, trail, Upstream.BUILDER, "commit", subject.id())
                                .chain(() -> ask(call, trail, Upstream.SCHEDULER, "builds", trail.builds()));
                    case IMAGES ->
                        ask(call, trail, Upstream.BUILDER, "image", subject.image())
                                .chain(() ->
                                        ask(call, trail, Upstream.SCHEDULER, "image", trail.digestOf(subject.image())));
                    case DEPLOYMENTS ->
                        ask(call, trail, Upstream.SCHEDULER, "deployment", subject.id())
                                .chain(() -> ask(call, trail, Upstream.BUILDER, "builds", trail.buildsOfVersions()));
                    case RUNS ->
                        ask(call, trail, Upstream.SCHEDULER, "run", subject.id())
                                .chain(() -> ask(call, trail, Upstream.BUILDER, "builds", trail.buildsOfVersions()));
                };
        return builderAndScheduler
                .chain(() -> ask(call, trail, Upstream.DISPATCHER, "runs", trail.runs()))
                .chain(() -> deliveries.of(call.workspace(), trail.pushes()))
                .invoke(trail::addDeliveries)
                .replaceWith(trail);
    }

    private Uni<Void> ask(Call call, Trail trail, Upstream service, String parameter, String value) {
        if (value.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var identity = new ServiceClient.Identity(call.workspace(), call.caller());
        String uri = PATH + parameter + "=" + URLEncoder.encode(value, UTF_8);
        return Uni.createFrom()
                .completionStage(() -> services.call(service, HttpMethod.GET, uri, null, identity)
                        .toCompletionStage())
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf(failure, "%s did not answer", service);
                    return Optional.empty();
                })
                .invoke(reply -> take(trail, service, reply))
                .replaceWithVoid();
    }

    private static void take(Trail trail, Upstream service, Optional<Reply> reply) {
        Optional<JsonNode> answer = reply.filter(Reply::isSuccess).flatMap(Trace::read);
        if (answer.isEmpty()) {
            trail.isMissing(
                    "The " + service.name().toLowerCase(Locale.ROOT) + " did not answer; what it knows is left out.");
        } else if (service == Upstream.DISPATCHER) {
            trail.addJobs(answer.get().path("jobs"));
        } else {
            trail.add(answer.get());
        }
    }

    private static Optional<JsonNode> read(Reply reply) {
        try {
            return Optional.of(Json.MAPPER.readTree(reply.body().getBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
