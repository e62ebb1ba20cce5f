package dev.slipway.dispatcher.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** {@code /slipway/v1/clusters}, as the gateway calls it. */
final class ClusterApi implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String workspace;

    ClusterApi() {
        this("default");
    }

    ClusterApi(String workspace) {
        this.workspace = workspace;
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer put(String name, Map<String, Object> body) {
        try {
            return send("PUT", "/" + name, Json.MAPPER.writeValueAsString(body));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer delete(String name) {
        return send("DELETE", "/" + name, "");
    }

    JsonNode test(String name) {
        return send("POST", "/" + name + "/test", "").body();
    }

    Answer send(String method, String path, String body) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slipway/v1/clusters" + path))
                .header("X-Slipway-Service", "gateway:token-of-gateway")
                .header("X-Slipway-Workspace", workspace)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), Json.MAPPER.readTree(answer.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    record Answer(int status, String text, JsonNode body) {
        String detail() {
            return body.path("detail").asText();
        }
    }
}
