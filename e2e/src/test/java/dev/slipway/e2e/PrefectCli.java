package dev.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.client.RunningSlipway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real client's command line, as a user has it after {@code eval "$(./slipway env)"}. */
final class PrefectCli {
    private static final String VERSION = "3.8.8";
    /** A client that waits for what never comes must not hold up the others' tests. */
    private static final List<String> LIMIT = List.of("timeout", "--kill-after=10", "300");

    private final Path programme;
    private final RunningSlipway slipway;
    private final Path home;

    PrefectCli(RunningSlipway slipway, Path cache, Path home) {
        this.programme = cache.resolve("venv-prefect-" + VERSION).resolve("bin/prefect");
        this.slipway = slipway;
        this.home = home;
        assertThat(Files.isExecutable(programme))
                .as("%s is not there: run script/setup", programme)
                .isTrue();
    }

    /** What a command prints; it must succeed. */
    String run(String... arguments) {
        return runIn(home, arguments);
    }

    /** The same in a folder. */
    String runIn(Path folder, String... arguments) {
        var command = new ArrayList<>(List.of(programme.toString()));
        command.addAll(List.of(arguments));
        return output(command, folder);
    }

    /** What a script prints that uses the real client's library; it must succeed. */
    String script(String python) {
        return output(List.of(programme.resolveSibling("python").toString(), "-c", python), home);
    }

    private String output(List<String> command, Path folder) {
        try {
            Process process = start(command, folder);
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor())
                    .as("%s: %s", String.join(" ", command), output)
                    .isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start(List<String> command, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(LIMIT.stream(), command.stream()).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PREFECT_"));
        builder.environment()
                .putAll(Map.of(
                        "PREFECT_API_URL", slipway.gatewayUrl() + "/api",
                        "PREFECT_API_AUTH_STRING", slipway.authString(),
                        "PREFECT_HOME", home.resolve("prefect").toString(),
                        "PREFECT_SERVER_ANALYTICS_ENABLED", "false",
                        "DO_NOT_TRACK", "1",
                        "NO_COLOR", "1",
                        "COLUMNS", "220"));
        return builder.start();
    }
}
