package dev.slipway.builder.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.contracts.Json;
import dev.slipway.testkit.TestRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * What ECR is, as far as logins go: who signs as the key gets a token, which a real private registry then takes, and takes no
 * more when it has expired.
 */
public final class TokenDesk implements AutoCloseable {
    public static final String KEY = "AKIAOFATEST";
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public static final String REGION = "eu-central-1";

    private static final String TARGET = "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken";

    private final TestRegistry registry = TestRegistry.start();
    private final HttpServer server;
    private final List<String> tokens = new ArrayList<>();
    private volatile Duration lifetime = Duration.ofHours(12);
    private volatile int answerInstead;

    private TokenDesk(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        registry.accept(Map.of());
    }

    public static TokenDesk open() throws IOException {
        return new TokenDesk(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** The registry that takes the tokens. */
    public String registry() {
        return registry.address();
    }

    /** For {@code PUT /slipway/v1/registries/…}. */
    public Map<String, String> definition() {
        return definition(SECRET);
    }

    Map<String, String> definition(String secret) {
        return Map.of(
                "address",
                registry(),
                "login",
                "ecr",
                "region",
                REGION,
                "accessKeyId",
                KEY,
                "secretAccessKey",
                secret,
                "endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How long new tokens are said to be good. */
    void tokensLast(Duration time) {
        lifetime = time;
    }

    /** Answers every request with that status; 0 for sense. */
    void answer(int status) {
        answerInstead = status;
    }

    /** What has been given out, oldest first. */
    public synchronized List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** The registry takes none of the tokens so far any more. */
    public synchronized void expireAll() {
        registry.accept(Map.of());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var request = new SignedRequest(exchange, body);
            if (answerInstead != 0) {
                reply(exchange, answerInstead, Map.of("__type", "ServerException", "message", "of a test"));
            } else if (!request.isSignedBy(Map.of(KEY, SECRET), REGION)) {
                reply(
                        exchange,
                        400,
                        Map.of(
                                "__type", "InvalidSignatureException",
                                "message",
                                        "The request signature we calculated does not match the signature you provided."));
            } else if (!TARGET.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
                reply(exchange, 400, Map.of("__type", "UnknownOperationException", "message", "no such operation"));
            } else {
                reply(exchange, 200, Map.of("authorizationData", List.of(newToken())));
            }
        }
    }

    /** Of one user htpasswd knows one password: a new token ends the one before. */
    private synchronized Map<String, Object> newToken() {
        String password = UUID.randomUUID().toString();
        tokens.add(password);
        registry.accept(Map.of("AWS", password));
        return Map.of(
                "authorizationToken",
                Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(UTF_8)),
                "expiresAt",
                Instant.now().plus(lifetime).toEpochMilli() / 1000.0,
                "proxyEndpoint",
                "https://" + registry());
    }

    private static void reply(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        registry.stop();
    }
}
