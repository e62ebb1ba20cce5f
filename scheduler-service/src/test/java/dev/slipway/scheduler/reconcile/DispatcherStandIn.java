package dev.slipway.scheduler.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * The dispatcher as far as the scheduler asks it: it knows every attempt as running, unless a test says otherwise. Tests reach it
 * by HTTP, since its class may be loaded twice.
 */
public final class DispatcherStandIn implements QuarkusTestResourceLifecycleManager {
    private static final String ADDRESS = "slipway.test.dispatcher";
    private static final String UNKNOWN = "unknown";

    private final Map<String, String> known = new ConcurrentHashMap<>();
    private volatile int answerInstead;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            System.setProperty(ADDRESS, address);
            return Map.of(
                    "SLIPWAY_DISPATCHER_URL", address,
                    "slipway.reconciliation.every", "500ms",
                    "slipway.reconciliation.unchanged-for", "1s",
                    "slipway.reconciliation.ended-for", "0s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dispatcher has never heard of the run's attempts. */
    static void forget(UUID run) {
        put("/known/" + run, UNKNOWN);
    }

    /** The dispatcher knows the run's attempt in that state. */
    static void knows(UUID run, String state, String endReason) {
        var report = new JsonObject().put("state", state).put("message", "The node was short of memory.");
        if (!endReason.isEmpty()) {
            report.put("endReason", endReason);
        }
        put("/known/" + run, report.put("endedAt", "2026-11-23T01:00:00Z").encode());
    }

    /** Every question is answered by the status; by sense again with 0. */
    static void answers(int status) {
        put("/answer/" + status, "");
    }

    private static void put(String path, String body) {
        try {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(System.getProperty(ADDRESS) + path))
                                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (path.startsWith("/known/")) {
                known.put(path.substring("/known/".length()), body);
                reply(exchange, 204, "");
            } else if (path.startsWith("/answer/")) {
                answerInstead = Integer.parseInt(path.substring("/answer/".length()));
                reply(exchange, 204, "");
            } else if (answerInstead != 0) {
                reply(exchange, answerInstead, "");
            } else if (!"scheduler:token-of-scheduler"
                            .equals(exchange.getRequestHeaders().getFirst("X-Slipway-Service"))
                    || !path.equals("/internal/v1/dispatches/states")) {
                reply(exchange, 401, "");
            } else {
                reply(exchange, 200, states(new JsonObject(body)).encode());
            }
        }
    }

    private JsonObject states(JsonObject question) {
        var dispatches = new JsonArray();
        for (Object asked : question.getJsonArray("attempts")) {
            var attempt = (JsonObject) asked;
            String report = known.getOrDefault(attempt.getString("flowRunId"), "{\"state\": \"RUNNING\"}");
            if (!report.equals(UNKNOWN)) {
                dispatches.add(attempt.copy().mergeIn(new JsonObject(report)));
            }
        }
        return new JsonObject().put("dispatches", dispatches);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void stop() {
        // ends with the JVM
    }
}
