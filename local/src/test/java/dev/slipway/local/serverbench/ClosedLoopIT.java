package dev.slipway.local.serverbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicInteger served = new AtomicInteger();
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private ClosedLoop loop;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ok", exchange -> answer(exchange, 200));
        server.createContext("/broken", exchange -> answer(exchange, 500));
        server.start();
        loop = new ClosedLoop(
                new Address(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "user:secret"));
    }

    @AfterEach
    void stop() {
        loop.close();
        server.stop(0);
    }

    @Test
    void anotherStatusIsAFailureAndShowsAnExample() {
        var left = new AtomicInteger(20);
        Rate rate =
                loop.run(Duration.ZERO, LONG, () -> left.getAndDecrement() > 0 ? Call.get("/broken") : null, () -> {});
        assertThat(rate.done()).isZero();
        assertThat(rate.failed()).isEqualTo(20);
        assertThat(rate.example()).startsWith("500 answer");
    }

    @Test
    void everyConnectionSendsAgainWhenItIsAnsweredUntilThereAreNoMoreCalls() {
        var left = new AtomicInteger(50);
        var answers = new AtomicInteger();
        Rate rate = loop.run(
                Duration.ZERO,
                LONG,
                new Calls() {
                    @Override
                    public @Nullable Call next() {
                        return left.getAndDecrement() > 0 ? Call.get("/ok") : null;
                    }

                    @Override
                    public void done(Call call, Buffer answer) {
                        answers.incrementAndGet();
                    }
                },
                () -> {});
        assertThat(answers).hasValue(50);
        assertThat(served).hasValue(50);
        assertThat(rate.done()).isEqualTo(50);
        assertThat(rate.failed()).isZero();
        assertThat(rate.perSecond()).isPositive();
        assertThat(clients).hasSizeLessThanOrEqualTo(ClosedLoop.CONNECTIONS);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        served.incrementAndGet();
        clients.add(exchange.getRemoteAddress());
        exchange.getRequestBody().readAllBytes();
        byte[] body = "answer".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
