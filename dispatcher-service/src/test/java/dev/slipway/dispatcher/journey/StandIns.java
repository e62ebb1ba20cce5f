package dev.slipway.dispatcher.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.testkit.TestRegistry;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * The gateway and the builder as far as the dispatcher asks them, and a private registry whose credential the builder has.
 * Tests reach it by HTTP, since its class may be loaded twice.
 */
public final class StandIns implements QuarkusTestResourceLifecycleManager {
    static final String ADDRESS = "slipway.test.stand-ins";
    static final String REGISTRY = "slipway.test.registry";
    /** The line that the log of every run has already. */
    static final String DELIVERED = "delivered by the client";

    /** The pool whose images need a statement. */
    static final String SIGNED_ONLY = "signed-only";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> logs = Collections.synchronizedList(new ArrayList<>());
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
            if (System.getProperty(REGISTRY) == null) {
                System.setProperty(REGISTRY, TestRegistry.start().address());
            }
            return settings(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(String address) {
        var settings = new HashMap<String, String>();
        settings.put("SLIPWAY_GATEWAY_URL", address);
        settings.put("SLIPWAY_BUILDER_URL", address);
        settings.put("SLIPWAY_SCHEDULER_URL", address);
        settings.put("slipway.dispatcher.watch.list-every", "2s");
        settings.put("slipway.dispatcher.watch.cancel-patience", "1s");
        settings.put("slipway.dispatcher.watch.ended-patience", "2s");
        settings.put("slipway.dispatcher.watch.orphan-patience", "3s");
        settings.put("slipway.dispatcher.watch.stop-grace", "1s");
        settings.put("slipway.dispatcher.launch.patience", "4s");
        settings.put("slipway.dispatcher.launch.lease", "3s");
        settings.put("slipway.dispatcher.provenance.required-pools", SIGNED_ONLY);
        return settings;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.startsWith("/answer/")) {
                answerInstead = Integer.parseInt(path.substring("/answer/".length()));
                reply(exchange, 204, "");
            } else if (path.equals("/seen/logs")) {
                reply(exchange, 200, JSON.writeValueAsString(List.copyOf(logs)));
            } else if (answerInstead != 0) {
                reply(exchange, answerInstead, "");
            } else if (!"dispatcher:token-of-dispatcher"
                    .equals(exchange.getRequestHeaders().getFirst("X-Slipway-Service"))) {
                reply(exchange, 401, "");
            } else {
                service(exchange, path, JSON.readTree(body));
            }
        }
    }

    private void service(HttpExchange exchange, String path, JsonNode body) throws IOException {
        switch (path) {
            case "/internal/v1/attempt-credentials" ->
                reply(
                        exchange,
                        200,
                        JSON.writeValueAsString(Map.of(
                                "authString",
                                "attempt." + body.get("flowRunId").asText() + "." + body.get("attempt")
                                        + ":of-a-test")));
            case "/internal/v1/registry-credentials" -> registryCredential(exchange, body);
            case "/internal/v1/statement-verifications" ->
                reply(exchange, 200, "{\"valid\":false,\"asked\":" + body.get("digest") + "}");
            case "/api/logs/filter" ->
                reply(exchange, 200, JSON.writeValueAsString(List.of(Map.of("message", DELIVERED))));
            case "/api/logs/" -> {
                body.forEach(logs::add);
                reply(exchange, 201, "");
            }
            case "/api/block_types/slug/secret/block_documents/name/greeting" -> {
                boolean open =
                        "include_secrets=true".equals(exchange.getRequestURI().getQuery());
                String value = open ? "from {{ prefect.variables.place }}" : "********";
                reply(exchange, 200, JSON.writeValueAsString(Map.of("data", Map.of("value", value))));
            }
            case "/api/variables/name/place" ->
                reply(exchange, 200, JSON.writeValueAsString(Map.of("name", "place", "value", "here")));
            default -> reply(exchange, 404, "");
        }
    }

    private static void registryCredential(HttpExchange exchange, JsonNode body) throws IOException {
        String image = body.path("image").asText();
        String address = body.path("address").asText(image.split("/", 2)[0]);
        Optional<Map<String, Object>> lent = TestLogin.lent(address);
        if (lent.isPresent()) {
            reply(exchange, 200, JSON.writeValueAsString(lent.get()));
        } else if (address.equals(System.getProperty(REGISTRY))) {
            String password = image.contains("wrong-password") ? "not-it" : TestRegistry.PASSWORD;
            reply(
                    exchange,
                    200,
                    JSON.writeValueAsString(
                            Map.of("address", address, "username", TestRegistry.USERNAME, "password", password)));
        } else {
            reply(exchange, 204, "");
        }
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
