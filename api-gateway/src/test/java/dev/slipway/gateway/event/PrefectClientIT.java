package dev.slipway.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.client.v1.ClientEventReceived;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.gateway.standin.StandIns;
import dev.slipway.testkit.Facts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real client of Prefect 3.8.8, which {@code script/setup} installs. */
@GatewayTest
class PrefectClientIT {
    private static final Duration PYTHON = Duration.ofSeconds(60);

    private final String resource = "real.client." + UUID.randomUUID();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void theRealClientSendsEventsUntilTheyAreConfirmedAndHearsRecordedOnes(@TempDir Path home) throws Exception {
        Process client = start(home);
        try (Facts facts = Facts.ofThisTest()) {
            await().atMost(PYTHON).until(() -> said.contains("subscribed"));
            assertThat(said).contains("unconfirmed 0");
            for (String name : List.of("real.client.0", "real.client.1", "real.client.2")) {
                facts.awaitOne(
                        ClientEventReceived.class,
                        event -> event.resourceId().equals(resource)
                                && name.equals(event.event().get("event")));
            }
            UUID id = UUID.randomUUID();
            await().atMost(PYTHON).untilAsserted(() -> {
                facts.send(recorded(id));
                assertThat(said).contains("heard " + id + " prefect.flow-run.Cancelling");
            });
        } finally {
            client.destroyForcibly();
        }
    }

    private Process start(Path home) throws IOException {
        String cache =
                System.getenv().getOrDefault("SLIPWAY_CACHE", System.getProperty("user.home") + "/.cache/slipway");
        var python = new ProcessBuilder(
                        cache + "/venv-prefect-3.8.8/bin/python", "src/test/resources/real_client.py", resource)
                .redirectErrorStream(true);
        python.environment()
                .putAll(Map.of(
                        "PREFECT_HOME",
                        home.toString(),
                        "PREFECT_API_URL",
                        "http://127.0.0.1:" + Client.port() + "/api",
                        "PREFECT_API_AUTH_STRING",
                        StandIns.ADMIN));
        Process process = python.start();
        Thread.ofVirtual().start(() -> listen(process));
        return process;
    }

    private void listen(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(said::add);
        } catch (IOException e) {
            said.add("unreadable: " + e);
        }
    }

    private Envelope<EventRecorded> recorded(UUID id) {
        var now = Clock.systemUTC().instant();
        Map<String, Object> event = Map.of(
                "id", id.toString(),
                "occurred", now.toString(),
                "received", now.toString(),
                "event", "prefect.flow-run.Cancelling",
                "resource", Map.of("prefect.resource.id", resource),
                "related", List.of(),
                "payload", Map.of());
        return new Envelope<>(
                UUID.randomUUID(),
                "/scheduler-service",
                now,
                null,
                null,
                null,
                new EventRecorded("default", id, resource, event));
    }
}
