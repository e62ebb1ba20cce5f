package dev.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./slipway} says on a machine that lacks something: a sentence with the way out, and an exit code. */
class MissingPartsE2E {
    private final Path folder;

    MissingPartsE2E(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void noJdk() throws Exception {
        String hidden = "for place in /usr/lib/jvm /opt; do mount -t tmpfs none $place; done; JAVA_HOME= HOME=/ ";
        assertThat(output(Map.of(), hidden + "./slipway up"))
                .isEqualTo(
                        "There is no JDK 25 or newer: install one (https://adoptium.net) and set JAVA_HOME to it.\nexit 1\n");
    }

    @Test
    void noMaven() throws Exception {
        String hidden = "for tool in bash dirname readlink sed; do ln -s $(command -v $tool) %s; done; PATH=%s "
                .formatted(folder, folder);
        assertThat(output(Map.of(), hidden + "script/mvn -v"))
                .isEqualTo("There is no Maven: apt-get install maven, or put mvn on the PATH.\nexit 1\n");
    }

    @Test
    void noEngine() throws Exception {
        assertThat(output(Map.of("DOCKER_HOST", "unix:///nonexistent.sock"), "script/setup"))
                .isEqualTo("setup: no Docker engine answers at DOCKER_HOST=unix:///nonexistent.sock: start it, or unset"
                        + " DOCKER_HOST.\nexit 1\n");
    }

    @Test
    void noSpace() throws Exception {
        String small = "mount -t tmpfs -o size=1g none %s; SLIPWAY_CACHE=%s ".formatted(folder, folder);
        assertThat(output(Map.of(), small + "script/setup"))
                .isEqualTo(
                        "setup: only 1 GB are free under %s: free at least 3 GB, or set SLIPWAY_CACHE to another disk.%n"
                                        .formatted(folder)
                                + "exit 1\n");
    }

    /** What a shell prints in which mounts are its own. */
    private static String output(Map<String, String> variables, String script) throws IOException {
        List<String> command =
                List.of("unshare", "--user", "--map-root-user", "--mount", "bash", "-c", script + "\necho exit $?");
        var builder = new ProcessBuilder(command)
                .directory(E2eFolder.repository().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(variables);
        return new String(builder.start().getInputStream().readAllBytes(), UTF_8);
    }
}
