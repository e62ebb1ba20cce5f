package dev.slipway.dispatcher.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON requests to the other services, with this service's credential. Blocks; belongs on a virtual thread. */
@ApplicationScoped
public class Peers {
    private static final int NOT_FOUND = 404;

    private final PeerConfig config;
    private final HttpClient client;

    Peers(PeerConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .build();
    }

    /** Asks the gateway. */
    public Optional<JsonNode> postToGateway(String path, Object body) {
        return post("the gateway", null, config.gateway().resolve(path), body);
    }

    /** Asks the builder. */
    public Optional<JsonNode> postToBuilder(String path, Object body) {
        return post("the builder", null, config.builder().resolve(path), body);
    }

    /** Asks the scheduler about one workspace. */
    public Optional<JsonNode> postToScheduler(String workspace, String path, Object body) {
        return post("the scheduler", workspace, config.scheduler().resolve(path), body);
    }

    /** Reads something of one workspace from the scheduler; empty if it is not there. */
    public Optional<JsonNode> getFromScheduler(String workspace, String path) {
        URI address = config.scheduler().resolve(path);
        HttpResponse<String> response =
                send("the scheduler", request(workspace, address).GET().build());
        return response.statusCode() == NOT_FOUND ? Optional.empty() : read("the scheduler", response);
    }

    private Optional<JsonNode> post(String whom, @Nullable String workspace, URI address, Object body) {
        try {
            byte[] json = Json.MAPPER.writeValueAsBytes(body);
            HttpRequest request = request(workspace, address)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                    .build();
            return read(whom, send(whom, request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON", e);
        }
    }

    private HttpRequest.Builder request(@Nullable String workspace, URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(config.timeout())
                .header("X-Slipway-Service", "dispatcher:" + config.token().orElse(""));
        return workspace == null ? request : request.header("X-Slipway-Workspace", workspace);
    }

    private HttpResponse<String> send(String whom, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new InfrastructureUnavailable(whom + " does not answer at " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureUnavailable("interrupted while asking " + whom, e);
        }
    }

    /** Any refusal may be over soon (a service that restarts, a token that was just changed), so all are worth a retry. */
    private static Optional<JsonNode> read(String whom, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new InfrastructureUnavailable(
                    whom + " answered " + response.statusCode() + " to "
                            + response.uri().getPath(),
                    null);
        }
        try {
            String body = response.body();
            return body.isBlank() ? Optional.empty() : Optional.of(Json.MAPPER.readTree(body));
        } catch (JsonProcessingException e) {
            throw new InfrastructureUnavailable(whom + " answered something that is no JSON", e);
        }
    }
}
