package dev.slipway.scheduler.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The command line of Prefect 3.8.8 as its package has it. */
final class PrefectCli {
    private static final Path CACHE = Path.of(Objects.requireNonNullElse(
            System.getenv("SLIPWAY_CACHE"), System.getProperty("user.home") + "/.cache/slipway"));
    private static final Path VENV = CACHE.resolve("venv-prefect-3.8.8");

    private final Path folder;

    PrefectCli(Path folder) {
        this.folder = folder;
    }

    /** Runs a command, demands that it succeeds, and gives what it printed. */
    String run(String... arguments) {
        return run(VENV.resolve("bin/prefect"), arguments);
    }

    /** Runs a Python script with the client library. */
    String python(String script) {
        return run(VENV.resolve("bin/python"), "-c", script);
    }

    /** Runs a command, demands that it fails, and gives what it printed. */
    String fails(String... arguments) {
        return run(false, VENV.resolve("bin/prefect"), arguments);
    }

    private String run(Path program, String... arguments) {
        return run(true, program, arguments);
    }

    private String run(boolean isToSucceed, Path program, String... arguments) {
        assertThat(program).as("the real client; script/setup installs it").isExecutable();
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            var output = Files.createTempFile(folder, "output", ".txt");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment());
            var process = builder.start();
            boolean isDone = process.waitFor(180, TimeUnit.SECONDS);
            if (!isDone) {
                process.destroyForcibly();
            }
            var printed = Files.readString(output);
            assertThat(isDone && (process.exitValue() == 0) == isToSucceed)
                    .as("%s\n%s", command, printed)
                    .isTrue();
            return printed;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "PREFECT_API_URL", "http://127.0.0.1:" + RestAssured.port + "/api",
                "PREFECT_CLIENT_CUSTOM_HEADERS",
                        "{\"X-Slipway-Service\": \"gateway:token-of-gateway\", \"X-Slipway-Workspace\": \"default\"}",
                "PREFECT_HOME", folder.resolve("home").toString(),
                "PREFECT_SERVER_ANALYTICS_ENABLED", "false",
                "DO_NOT_TRACK", "1",
                "COLUMNS", "200",
                "NO_COLOR", "1");
    }
}
