package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The git command line in one directory, free of the caller's own configuration. */
final class Git {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "LC_ALL", "C",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_TERMINAL_PROMPT", "0");

    private final Path directory;

    Git(Path directory) {
        this.directory = directory;
    }

    /** What the command prints; a command that fails throws with what it said. */
    String run(String... arguments) {
        try {
            Process process = start(arguments);
            process.getOutputStream().close();
            var said = new FutureTask<>(() -> text(process.getErrorStream()));
            Thread.ofVirtual().start(said);
            String output = text(process.getInputStream());
            int code = process.waitFor();
            if (code != 0) {
                throw new GitFailed("git %s ended with %d: %s"
                        .formatted(String.join(" ", arguments), code, said.get().strip()));
            }
            return output;
        } catch (ExecutionException e) {
            throw new GitFailed("git's errors can't be read: " + e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException("git can't be run; install the package git", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitFailed("interrupted: git " + String.join(" ", arguments));
        }
    }

    /** The output split at NUL characters, without the empty rest. */
    List<String> fields(String... arguments) {
        return List.of(run(arguments).split("\0"));
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        clean(builder.environment());
        return builder.start();
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), UTF_8);
    }

    /** Removes what the caller's shell or a running git set, and adds what every git process here gets. */
    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(ENVIRONMENT);
    }
}
