package dev.slipway.local.serverbench;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.system.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The real client in the environment that the set-up made. */
final class PrefectClient {
    private static final String ENVIRONMENT = "venv-prefect-3.8.8";
    private static final Duration LONGEST_FLOW = Duration.ofMinutes(5);

    private final Settings settings;
    private final Path home;
    private final Address address;

    PrefectClient(Settings settings, Path home, Address address) {
        this.settings = settings;
        this.home = home;
        this.address = address;
    }

    static Path program(Settings settings, String name) {
        return settings.cache().resolve(ENVIRONMENT).resolve("bin").resolve(name);
    }

    static Map<String, String> environment(Settings settings, Path home, Map<String, String> more) {
        var variables = new HashMap<>(more);
        variables.put("PREFECT_HOME", home.toString());
        variables.put("PATH", program(settings, "") + ":" + System.getenv("PATH"));
        variables.put("DO_NOT_TRACK", "1");
        return variables;
    }

    /** Runs {@code bench/many_tasks.py}; {@code ended} is called with the id of its flow run at the moment when it has ended. */
    <T> T manyTasks(int tasks, Function<String, T> ended) {
        var builder = new ProcessBuilder(
                program(settings, "python").toString(),
                settings.root().resolve("bench/many_tasks.py").toString(),
                Integer.toString(tasks));
        builder.environment()
                .putAll(environment(
                        settings,
                        home,
                        Map.of(
                                "PREFECT_API_URL",
                                address.url() + "/api",
                                "PREFECT_API_AUTH_STRING",
                                address.authString(),
                                "PREFECT_LOGGING_LEVEL",
                                "WARNING")));
        builder.redirectError(home.resolveSibling("many-tasks.log").toFile());
        try {
            return follow(builder.start(), ended);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T follow(Process process, Function<String, T> ended) throws IOException {
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            if (line == null) {
                throw new CannotStart("bench/many_tasks.py failed; see many-tasks.log");
            }
            T answer = ended.apply(line);
            if (!process.waitFor(LONGEST_FLOW.toSeconds(), TimeUnit.SECONDS)) {
                throw new CannotStart("bench/many_tasks.py does not end");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
