package dev.slipway.gateway.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Stands in for scheduler and builder: answers what it was asked, so that a test sees what arrived, and a few paths as the
 * services do. Tests and server live in different class loaders and talk by HTTP only.
 */
public final class StandInService {
    private static final String BUILD = "00000000-0000-0000-0000-000000000001";
    private static final String RUN = "00000000-0000-0000-0000-000000000002";
    private final HttpServer server;
    private final CountDownLatch released = new CountDownLatch(1);
    private final TaskRounds rounds = new TaskRounds();
    private volatile ArrayNode backfill = Json.MAPPER.createArrayNode();
    private volatile String lastFilter = "{}";
    private volatile int filterStatus = 200;

    StandInService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::echo);
        server.createContext("/control/backfill", exchange -> {
            backfill = (ArrayNode) Json.MAPPER.readTree(text(exchange));
            answer(exchange, 204, "");
        });
        server.createContext("/control/filter-status", exchange -> {
            filterStatus = Integer.parseInt(text(exchange));
            answer(exchange, 204, "");
        });
        server.createContext("/control/last-filter", exchange -> answer(exchange, 200, lastFilter));
        server.createContext("/control/release", exchange -> {
            released.countDown();
            answer(exchange, 204, "");
        });
        server.createContext("/control/task-runs", exchange -> {
            rounds.fill((ArrayNode) Json.MAPPER.readTree(text(exchange)));
            answer(exchange, 204, "");
        });
        server.createContext(
                "/control/rounds",
                exchange -> answer(exchange, 200, rounds.told().toString()));
        server.createContext(
                "/internal/v1/task-workers/rounds",
                exchange -> answer(
                        exchange,
                        200,
                        rounds.hold(Json.MAPPER.readTree(text(exchange))).toString()));
        server.createContext("/api/events/filter", this::events);
        server.createContext("/api/stream", this::stream);
        server.createContext("/api/stranger", exchange -> answer(exchange, 401, "{\"title\":\"who are you\"}"));
        server.createContext("/api/missing", exchange -> answer(exchange, 404, "{\"detail\":\"Flow not found\"}"));
        server.createContext("/internal/v1/projects/", this::project);
        server.createContext("/internal/v1/provenance", StandInService::provenance);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    private void echo(HttpExchange exchange) throws IOException {
        answer(exchange, 200, Json.MAPPER.writeValueAsString(described(exchange)));
    }

    private void project(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/connection")) {
            connection(exchange, path);
        } else if (path.contains("refused")) {
            answer(exchange, 422, "{\"title\":\"no such registry\",\"code\":\"registry\"}");
        } else if (path.contains("broken")) {
            answer(exchange, 500, "{}");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            answer(exchange, path.contains("unknown") ? 404 : 204, "");
        } else {
            answer(exchange, 200, text(exchange));
        }
    }

    /** What each service knows of one build; of a commit with that name the builder can't say anything. */
    private static void provenance(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().getQuery();
        switch (asked) {
            case "commit=c0ffee0" ->
                answer(
                        exchange,
                        200,
                        "{\"builds\":[{\"id\":\"%s\"}],\"pushes\":[{\"id\":\"%s\"}]}".formatted(BUILD, RUN));
            case "builds=" + BUILD ->
                answer(
                        exchange,
                        200,
                        "{\"deploymentVersions\":[{\"number\":1,\"buildId\":\"%s\"}],\"runs\":[{\"id\":\"%s\",\"deploymentVersion\":1}]}"
                                .formatted(BUILD, RUN));
            case "runs=" + RUN ->
                answer(exchange, 200, "{\"jobs\":[{\"flowRunId\":\"%s\",\"exitReason\":\"EXITED\"}]}".formatted(RUN));
            case "commit=badc0de" -> answer(exchange, 500, "{}");
            default -> answer(exchange, 200, "{}");
        }
    }

    /** As the builder finds it, and what it was told. */
    private static void connection(HttpExchange exchange, String path) throws IOException {
        boolean hooked = !path.contains("unfit") && !path.contains("tokenless");
        String state = path.contains("tokenless") ? "NO_TOKEN" : hooked ? "CONNECTED" : "INCOMPLETE";
        String told = text(exchange);
        answer(
                exchange,
                200,
                "{\"state\":\"%s\",\"findings\":[{\"what\":\"HOOK\",\"fine\":%s}],\"told\":%s}"
                        .formatted(state, hooked, told.isEmpty() ? "null" : told));
    }

    private void events(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            lastFilter = text(exchange);
            if (filterStatus != 200) {
                answer(exchange, filterStatus, "{\"exception_detail\":[{\"msg\":\"too many conditions\"}]}");
                return;
            }
            page(exchange, 0, "http://somewhere.else/api/events/filter/next?page-token=2%2B2");
        } else {
            boolean known = "page-token=2%2B2".equals(exchange.getRequestURI().getRawQuery());
            page(exchange, known ? 1 : Integer.MAX_VALUE, null);
        }
    }

    /** Two events at most per scenario: the first on the first page, the second on the second. */
    private void page(HttpExchange exchange, int index, @org.jspecify.annotations.Nullable String next)
            throws IOException {
        JsonNode event = backfill.path(index);
        var page = Json.MAPPER.createObjectNode();
        ArrayNode events = page.putArray("events");
        if (!event.isMissingNode()) {
            events.add(event);
        }
        page.put("total", backfill.size());
        page.put("next_page", backfill.size() > 1 ? next : null);
        answer(exchange, 200, page.toString());
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write("one".getBytes(StandardCharsets.UTF_8));
            body.flush();
            released.await();
            body.write("two".getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> described(HttpExchange exchange) throws IOException {
        var headers = new LinkedHashMap<String, Object>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
        var described = new LinkedHashMap<String, Object>();
        described.put("method", exchange.getRequestMethod());
        described.put("uri", exchange.getRequestURI().toString());
        described.put("headers", headers);
        described.put("body", text(exchange));
        return described;
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Slipway-Internal", "nobody's business");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
