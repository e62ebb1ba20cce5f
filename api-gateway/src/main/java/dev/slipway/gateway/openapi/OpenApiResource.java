package dev.slipway.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.upstream.ServiceClient;
import dev.slipway.gateway.upstream.Upstream;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jboss.logging.Logger;

/** {@code GET /api/openapi.json}. As at Prefect, it is for those who may call what it describes. */
@ApplicationScoped
public class OpenApiResource {
    private static final Logger LOG = Logger.getLogger(OpenApiResource.class);

    private final ServiceClient services;
    private final JsonNode own = own();

    OpenApiResource(ServiceClient services) {
        this.services = services;
    }

    /** Answers with the document. */
    public void document(Call call) {
        var identity = new ServiceClient.Identity(call.workspace(), call.caller());
        services.call(Upstream.SCHEDULER, HttpMethod.GET, "/api/openapi.json", null, identity)
                .map(this::whole)
                .onSuccess(document -> call.answer(Answer.json(200, document)))
                .onFailure(failure -> {
                    LOG.warnf("no description of the scheduler: %s", failure.getMessage());
                    call.answer(Answer.unavailable());
                });
    }

    private JsonNode whole(ServiceClient.Reply reply) {
        if (!reply.isSuccess()) {
            throw new IllegalStateException("it answered " + reply.status());
        }
        try {
            ObjectNode document = (ObjectNode) Json.MAPPER.readTree(reply.body().getBytes());
            ObjectNode paths = document.withObject("/paths");
            own.properties()
                    .forEach(path -> paths.withObject("/" + path.getKey().replace("/", "~1"))
                            .setAll((ObjectNode) path.getValue()));
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode own() {
        try (InputStream file = OpenApiResource.class.getResourceAsStream("/openapi-paths.json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(file, "openapi-paths.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
