package dev.slipway.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway's HTTP API with the administrator's credential. */
public final class GatewayClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI address;
    private final String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** @param authString {@code name:token} */
    public GatewayClient(URI address, String authString) {
        this.address = address;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(authString.getBytes(UTF_8));
    }

    /** The gateway's address. */
    public URI address() {
        return address;
    }

    /** The body of a path that must exist. */
    public JsonNode get(String path) {
        return required("GET " + path, send("GET", path, BodyPublishers.noBody()));
    }

    /** The answer to a GET, whatever it is. */
    public Answer tryGet(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    /** The answer's body; the request must succeed. */
    public JsonNode post(String path, Object body) {
        return required("POST " + path, tryPost(path, body));
    }

    /** The answer to a POST, whatever it is. */
    public Answer tryPost(String path, Object body) {
        return send("POST", path, json(body));
    }

    /** The answer's body; the request must succeed. */
    public JsonNode put(String path, Object body) {
        return required("PUT " + path, tryPut(path, body));
    }

    /** The answer to a PUT, whatever it is. */
    public Answer tryPut(String path, Object body) {
        return send("PUT", path, json(body));
    }

    /** The answer to a DELETE, whatever it is. */
    public Answer tryDelete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** The answer's body; the request must succeed. */
    public JsonNode patch(String path, Object body) {
        return required("PATCH " + path, send("PATCH", path, json(body)));
    }

    /** The lines of a stream of events after that one, as they come; the caller closes it. */
    public Stream<String> stream(String path, long lastEventId) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", authorization)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", String.valueOf(lastEventId))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                String text = response.body().collect(Collectors.joining("\n"));
                throw new RequestRefused("GET " + path, new Answer(response.statusCode(), parse(text), text));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + request.uri() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer send(String method, String path, BodyPublisher body) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString(UTF_8));
            return new Answer(response.statusCode(), parse(response.body()), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + request.uri() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode required(String request, Answer answer) {
        if (!answer.succeeded()) {
            throw new RequestRefused(request, answer);
        }
        return answer.body();
    }

    private static BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
