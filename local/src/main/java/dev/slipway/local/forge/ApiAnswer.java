package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the REST API. */
record ApiAnswer(int status, String type, String text, Map<String, String> headers) {
    private static final String JSON = "application/json";

    static ApiAnswer json(int status, @Nullable Object body) {
        try {
            return new ApiAnswer(status, JSON, Json.MAPPER.writeValueAsString(body), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    static ApiAnswer message(int status, String message) {
        return json(status, Map.of("message", message));
    }

    static ApiAnswer notFound(String what) {
        return message(404, "404 " + what + " Not Found");
    }

    static ApiAnswer forbidden() {
        return message(403, "403 Forbidden");
    }

    static ApiAnswer empty() {
        return new ApiAnswer(204, JSON, "", Map.of());
    }

    /** As rack-attack writes it. */
    static ApiAnswer throttled(int seconds) {
        return new ApiAnswer(429, "text/plain", "Retry later\n", Map.of("Retry-After", Integer.toString(seconds)));
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        headers.forEach(exchange.getResponseHeaders()::add);
        exchange.getResponseHeaders().add("Content-Type", type);
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
