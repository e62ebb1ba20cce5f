package dev.slipway.dispatcher.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
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
 * The scheduler as far as the dispatcher asks it: it knows every run as running its attempt, unless a test says otherwise. Tests
 * reach it by HTTP, since its class may be loaded twice.
 */
public final class SchedulerStandIn implements QuarkusTestResourceLifecycleManager {
    private static final String ADDRESS = "slipway.test.scheduler";
    private static final String UNKNOWN = "unknown";
    private static final ObjectMapper JSON = new ObjectMapper();

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
                    "SLIPWAY_SCHEDULER_URL", address,
                    "slipway.dispatcher.reconciliation.every", "500ms",
                    "slipway.dispatcher.reconciliation.older-than", "1s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There is no such run. */
    static void forget(UUID run) {
        put("/known/" + run, UNKNOWN);
    }

    /** The run is in that state, with that newest attempt. */
    static void knows(UUID run, String state, int attempt) {
        ObjectNode report = JSON.createObjectNode()
                .put("stateType", state)
                .put("attempt", attempt)
                .put("since", "2026-11-23T01:00:00Z");
        put("/known/" + run, report.toString());
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
            } else if (!"dispatcher:token-of-dispatcher"
                            .equals(exchange.getRequestHeaders().getFirst("X-Slipway-Service"))
                    || !"default".equals(exchange.getRequestHeaders().getFirst("X-Slipway-Workspace"))
                    || !path.equals("/internal/v1/runs/states")) {
                reply(exchange, 401, "");
            } else {
                reply(exchange, 200, states(JSON.readTree(body)).toString());
            }
        }
    }

    private JsonNode states(JsonNode question) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        var runs = answer.putArray("runs");
        for (JsonNode asked : question.get("attempts")) {
            String report = known.getOrDefault(
                    asked.get("flowRunId").asText(),
                    "{\"stateType\": \"RUNNING\", \"since\": \"2026-11-23T01:00:00Z\"}");
            if (!report.equals(UNKNOWN)) {
                ObjectNode run = asked.deepCopy();
                run.setAll((ObjectNode) JSON.readTree(report));
                runs.add(run);
            }
        }
        return answer;
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
