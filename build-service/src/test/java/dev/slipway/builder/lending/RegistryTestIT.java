package dev.slipway.builder.lending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.builder.login.TokenDesk;
import dev.slipway.builder.work.BuilderClient;
import dev.slipway.local.process.Ports;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a registry's login before anything is built with it. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class RegistryTestIT {
    private final BuilderClient gateway = new BuilderClient("gateway");
    private final String path = "/slipway/v1/registries/r-" + UUID.randomUUID();

    @AfterEach
    void forget() {
        gateway.send("DELETE", path, null);
    }

    @Test
    void aPasswordIsAcceptedOrRefused() {
        TestRegistry registry = TestRegistry.start();
        try {
            assertThat(test(registry.address(), TestRegistry.USERNAME, TestRegistry.PASSWORD))
                    .isEqualTo("ACCEPTED " + registry.address() + " accepts the login of slipway.");
            assertThat(test(registry.address(), TestRegistry.USERNAME, "guessed"))
                    .startsWith("REFUSED " + registry.address() + " refuses the login of slipway (HTTP 401)")
                    .doesNotContain("guessed");
        } finally {
            registry.stop();
        }
    }

    @Test
    void aKeyIsExchangedOnceForMoreThanOneTest() throws IOException {
        try (TokenDesk desk = TokenDesk.open()) {
            gateway.put(path, desk.definition());
            assertThat(test()).startsWith("ACCEPTED");
            assertThat(test()).startsWith("ACCEPTED");
            assertThat(desk.tokens()).hasSize(1);
        }
    }

    @Test
    void aRegistryThatHandsOutTokensIsAskedForOneOfNoRepository() throws IOException {
        HttpServer gitlab = serve(exchange -> {
            String realm = "http://127.0.0.1:" + exchange.getLocalAddress().getPort() + "/jwt/auth";
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (exchange.getRequestURI().getPath().equals("/jwt/auth")) {
                assertThat(exchange.getRequestURI().getQuery()).isEqualTo("service=container_registry");
                boolean known = basic("robot", "right").equals(authorization);
                answer(exchange, known ? 200 : 401, known ? "{\"token\": \"t\"}" : "{\"errors\": []}");
            } else {
                exchange.getResponseHeaders()
                        .set("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"container_registry\"");
                answer(exchange, "Bearer t".equals(authorization) ? 200 : 401, "{}");
            }
        });
        try {
            assertThat(test(address(gitlab), "robot", "right")).startsWith("ACCEPTED");
            assertThat(test(address(gitlab), "robot", "wrong")).startsWith("REFUSED");
        } finally {
            gitlab.stop(0);
        }
    }

    @Test
    void whatAnswersEverybodyIsARegistryOnlyIfItSaysSo() throws IOException {
        HttpServer open = serve(exchange -> {
            exchange.getResponseHeaders().set("Docker-Distribution-Api-Version", "registry/2.0");
            answer(exchange, 200, "{}");
        });
        HttpServer page = serve(exchange -> answer(exchange, 200, "<html>welcome</html>"));
        try {
            assertThat(test(address(open), "u", "p")).startsWith("OPEN").contains("asks for no login");
            assertThat(test(address(page), "u", "p")).startsWith("NO_REGISTRY").contains("There is no registry at");
        } finally {
            open.stop(0);
            page.stop(0);
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        int port = Ports.free();

        assertThat(test("127.0.0.1:" + port, "u", "p"))
                .isEqualTo("UNREACHABLE The registry 127.0.0.1:" + port + " can't be asked: nothing listens there.");
        assertThat(test("registry.invalid", "u", "p"))
                .isEqualTo("UNREACHABLE The registry registry.invalid can't be asked: its name is not known here.");
        assertThat(gateway.send("POST", "/slipway/v1/registries/nobody/test", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    private String test(String address, String username, String password) {
        gateway.put(path, Map.of("address", address, "username", username, "password", password));
        return test();
    }

    private String test() {
        JsonNode answer = gateway.post(path + "/test", Map.of());
        return answer.path("state").asText() + " " + answer.path("detail").asText();
    }

    private static HttpServer serve(Handler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(UTF_8));
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }
}
