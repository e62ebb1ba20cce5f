package dev.slipway.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path home;
    private final Daemon daemon;

    DaemonTest(@TempDir Path home) {
        this.home = home;
        this.daemon = new Daemon("sleeper", home);
    }

    @AfterEach
    void stop() {
        daemon.stop(PATIENCE);
    }

    @Test
    void anotherInstanceFindsAndStopsIt() {
        daemon.start(List.of("sleep", "600"), Map.of());
        ProcessHandle process = daemon.running().orElseThrow();

        new Daemon("sleeper", home).stop(PATIENCE);

        assertThat(process.isAlive()).isFalse();
        assertThat(daemon.running()).isEmpty();
        assertThat(home.resolve("run/sleeper.pid")).doesNotExist();
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilled() {
        daemon.start(List.of("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done"), Map.of());
        ProcessHandle process = daemon.running().orElseThrow();
        await().until(() -> daemon.lastLines(1).equals("deaf"));

        daemon.stop(Duration.ofMillis(200));

        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    @Test
    void aReusedPidIsNotTakenForIt() throws Exception {
        Path pidFile = home.resolve("run/sleeper.pid");
        Files.createDirectories(pidFile.getParent());
        Files.writeString(pidFile, ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z\n");

        assertThat(daemon.running()).isEmpty();
    }

    @Test
    void outputAndVariablesReachTheLog() {
        daemon.start(List.of("sh", "-c", "echo hello $NAME"), Map.of("NAME", "slipway"));

        await().untilAsserted(() -> assertThat(daemon.lastLines(5)).isEqualTo("hello slipway"));
    }

    @Test
    void processThatIsDeadDoesNotRunThoughNobodyHasReapedIt() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.1 & echo $!; exec sleep 600").start();
        try {
            String pid = parent.inputReader().readLine();
            Path file = Files.createDirectories(home.resolve("run")).resolve("sleeper.pid");
            Files.writeString(
                    file,
                    pid + " "
                            + ProcessHandle.of(Long.parseLong(pid))
                                    .flatMap(child -> child.info().startInstant())
                                    .orElseThrow());
            Path stat = Path.of("/proc", pid, "stat");
            await().until(() -> Files.readString(stat).contains(") Z "));

            assertThat(daemon.running()).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void waitingForADeadProcessFailsAtOnceWithItsLog() {
        daemon.start(List.of("sh", "-c", "echo no such thing; exit 3"), Map.of());

        assertThatThrownBy(() -> Startup.await(daemon, PATIENCE, () -> false))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("sleeper ended during its start")
                .hasMessageContaining("no such thing");
    }

    @Test
    void waitingForAProcessThatNeverGetsReadyEnds() {
        daemon.start(List.of("sleep", "600"), Map.of());

        assertThatThrownBy(() -> Startup.await(daemon, Duration.ofMillis(50), () -> {
                    throw new IllegalStateException("not yet");
                }))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("was not ready after");
    }

    @Test
    void waitingForAServiceTellsWhatItsHealthSays() throws IOException {
        daemon.start(List.of("sleep", "600"), Map.of());
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/q/health/ready", exchange -> {
            byte[] body = "{\n  \"status\": \"DOWN\",\n  \"checks\": [\"database\"]\n}".getBytes(UTF_8);
            exchange.sendResponseHeaders(503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        var health = new Health(service.getAddress().getPort());
        assertThatThrownBy(() -> Startup.await(daemon, Duration.ofMillis(50), health))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("Its health: HTTP 503 { \"status\": \"DOWN\", \"checks\": [\"database\"] }");

        service.stop(0);
        assertThatThrownBy(() -> Startup.await(daemon, Duration.ofMillis(50), health))
                .hasMessageContaining("Its health: java.net.ConnectException");
    }
}
