package dev.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.process.Daemon;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Background tasks of the real client: programmes that schedule them, and processes that serve them. */
final class Chores {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern DELAYED = Pattern.compile("delayed (\\S+)");

    private final Slipway slipway;
    private final GatewayClient gateway;
    private final Path home;
    private final Path programmes;

    Chores(Slipway slipway) {
        this.slipway = slipway;
        this.gateway = slipway.gateway();
        try {
            this.home = Files.createTempDirectory(slipway.folder(), "chores");
            for (String file : List.of("chores.py", "delay.py", "serve.py")) {
                try (InputStream source = Chores.class.getResourceAsStream("/background/" + file)) {
                    Files.copy(Objects.requireNonNull(source, file), home.resolve(file));
                }
            }
            Files.createFile(home.resolve("ran"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.programmes = slipway.parts().cache().resolve("venv-prefect-3.8.8/bin");
    }

    /** A process that serves the tasks. */
    record Worker(Daemon daemon) implements AutoCloseable {
        long pid() {
            return daemon.running().orElseThrow().pid();
        }

        void kill() {
            ProcessHandle process = daemon.running().orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        }

        @Override
        public void close() {
            daemon.stop(Duration.ofSeconds(10));
        }
    }

    /** {@code serve(…)} in a program; the Prefect client runs two of its tasks at once. */
    Worker serveByProgramme(String name) {
        return serve(name, List.of(programmes.resolve("python").toString(), "serve.py"));
    }

    /** {@code prefect task serve}. */
    Worker serveByCommand(String name) {
        return serve(
                name,
                List.of(programmes.resolve("prefect").toString(), "task", "serve", "--module=chores", "--limit=2"));
    }

    /** How many processes listen. */
    int listening() {
        return gateway.post("/api/task_workers/filter", Map.of()).size();
    }

    /** Schedules the task once for each argument; the ids of the task runs. */
    List<UUID> delay(String task, List<String> arguments) {
        var command = new ArrayList<>(List.of(programmes.resolve("python").toString(), "delay.py", task));
        command.addAll(arguments);
        try {
            var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return DELAYED.matcher(said)
                    .results()
                    .map(found -> UUID.fromString(found.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode taskRun(UUID id) {
        return gateway.get("/api/task_runs/" + id);
    }

    String stateOf(UUID id) {
        return taskRun(id).path("state_type").asText();
    }

    void awaitState(List<UUID> runs, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(runs)
                .allSatisfy(run -> assertThat(stateOf(run)).isEqualTo(state)));
    }

    /** What the tasks noted when they ran: an argument and the process. */
    List<String> ran() {
        try {
            return Files.readAllLines(home.resolve("ran"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Worker serve(String name, List<String> command) {
        int before = listening();
        var daemon = new Daemon(name, home);
        var inHome = new ArrayList<>(List.of("env", "--chdir=" + home));
        inHome.addAll(command);
        daemon.start(inHome, environment());
        var worker = new Worker(daemon);
        try {
            await().atMost(PATIENCE).until(() -> listening() > before);
        } catch (RuntimeException e) {
            worker.close();
            throw new IllegalStateException(daemon.lastLines(30), e);
        }
        return worker;
    }

    private Map<String, String> environment() {
        return Map.of(
                "PREFECT_API_URL",
                slipway.address().gatewayUrl() + "/api",
                "PREFECT_API_AUTH_STRING",
                slipway.address().authString(),
                "PREFECT_HOME",
                home.resolve("prefect").toString(),
                "PREFECT_SERVER_ANALYTICS_ENABLED",
                "false",
                "PYTHONPATH",
                home.toString(),
                "CHORES_RAN",
                home.resolve("ran").toString(),
                "DO_NOT_TRACK",
                "1",
                "NO_COLOR",
                "1");
    }
}
