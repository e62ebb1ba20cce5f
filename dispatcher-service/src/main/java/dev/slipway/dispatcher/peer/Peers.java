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

    private Optional<JsonNode> post(String whom, @Nullable String workspace, URI address, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(config.timeout())
                    .header("Content-Type", "application/json")
                    .header("X-Slipway-Service", "dispatcher:" + config.token().orElse(""))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
            if (workspace != null) {
                request.header("X-Slipway-Workspace", workspace);
            }
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return read(whom, response);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON", e);
        } catch (IOException e) {
            throw new InfrastructureUnavailable(whom + " does not answer at " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureUnavailable("interrupted while asking " + whom, e);
        }
    }

    /** Any refusal may be over soon (a service that restarts, a token that was just changed), so all are worth a retry. */
    private static Optional<JsonNode> read(String whom, HttpResponse<String> response) throws JsonProcessingException {
        if (response.statusCode() / 100 != 2) {
            throw new InfrastructureUnavailable(
                    whom + " answered " + response.statusCode() + " to "
                            + response.uri().getPath(),
                    null);
        }
        String body = response.body();
        return body.isBlank() ? Optional.empty() : Optional.of(Json.MAPPER.readTree(body));
    }
}
