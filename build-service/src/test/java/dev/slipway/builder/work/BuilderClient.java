package dev.slipway.builder.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.testkit.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Speaks to the service as another service does. */
public final class BuilderClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String caller;

    public BuilderClient(String caller) {
        this.caller = caller;
    }

    public JsonNode get(String path) {
        return body(send("GET", path, null));
    }

    public JsonNode put(String path, Object body) {
        return body(send("PUT", path, body));
    }

    public JsonNode post(String path, Object body) {
        return body(send("POST", path, body));
    }

    /** Leaves nothing that the next test could claim. */
    void cancelBuilds() {
        for (String state : List.of("QUEUED", "RUNNING")) {
            get("/slipway/v1/builds?state=" + state)
                    .forEach(build ->
                            post("/slipway/v1/builds/" + build.path("id").asText() + "/cancel", Map.of()));
        }
    }

    public HttpResponse<String> send(String method, String path, @Nullable Object body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base() + path))
                    .header("Content-Type", "application/json")
                    .header("X-Slipway-Service", caller + ":" + Infrastructure.TOKEN_PREFIX + caller)
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class).replaceFirst("/$", "");
    }

    private static JsonNode body(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
