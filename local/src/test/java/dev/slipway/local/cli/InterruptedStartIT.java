package dev.slipway.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.process.Ports;
import dev.slipway.local.system.LocalPort;
import dev.slipway.local.system.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that does not come to its end, with the real PostgreSQL, Kafka and registry, and services that are none. */
class InterruptedStartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SIGINT_STATUS = 130;

    private final Path root;
    private final Path output;

    InterruptedStartIT(@TempDir Path root) {
        this.root = root;
        this.output = root.resolve("output");
    }

    @AfterEach
    void down() throws Exception {
        start("down").waitFor();
    }

    @Test
    void interruptStopsWhatWasStarted() throws Exception {
        servicesThatRun(Sleeper.class);
        Process up = start("up");
        await().atMost(PATIENCE).until(() -> running().contains(Service.GATEWAY.module()));

        new ProcessBuilder("kill", "-INT", Long.toString(up.pid())).start().waitFor();

        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(SIGINT_STATUS);
        assertThat(running()).isEmpty();
        assertThat(output)
                .content()
                .contains("interrupted: stopping what was started")
                .doesNotContain("Exception");
    }

    @Test
    void interruptBeforeTheServicesStartStopsTheRest() throws Exception {
        servicesThatRun(Sleeper.class);
        Process up = start("up");
        await().atMost(PATIENCE).until(() -> !running().isEmpty());

        new ProcessBuilder("kill", "-INT", Long.toString(up.pid())).start().waitFor();

        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(SIGINT_STATUS);
        assertThat(running()).isEmpty();
    }

    @Test
    void startThatFailsLeavesNothingRunning() throws Exception {
        servicesThatRun(InterruptedStartIT.class);

        Process up = start("up");

        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(output)
                .content()
                .contains(" ended during its start. The end of ")
                .doesNotContain("Exception");
        assertThat(running()).isEmpty();
    }

    private Process start(String command) throws IOException {
        // what runs in the background of a script ignores this signal, and so does what it starts
        var builder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dslipway.root=" + root,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlipwayCommand.class.getName(),
                        command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_") && !name.equals("SLIPWAY_CACHE"));
        for (LocalPort port : LocalPort.values()) {
            builder.environment().put(port.variable(), Integer.toString(freePort()));
        }
        return builder.start();
    }

    /** Leaves room for the health of a service above it. */
    private static int freePort() {
        return new Random()
                .ints(20_000, 27_000)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();
    }

    /** The names of the daemons that have a living process. */
    private List<String> running() throws IOException {
        Path folder = root.resolve(".slipway/run");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(InterruptedStartIT::lives)
                    .map(file -> file.getFileName().toString().replace(".pid", ""))
                    .toList();
        }
    }

    private static boolean lives(Path pidFile) {
        try {
            String pid = Files.readString(pidFile).split(" ")[0];
            return ProcessHandle.of(Long.parseLong(pid)).isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    private void servicesThatRun(Class<?> main) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, main.getName());
        String name = main.getName().replace('.', '/') + ".class";
        for (Service service : Service.values()) {
            Path jar = root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
            Files.createDirectories(jar.getParent());
            try (OutputStream file = Files.newOutputStream(jar);
                    var entries = new JarOutputStream(file, manifest);
                    var code = main.getResourceAsStream("/" + name)) {
                entries.putNextEntry(new JarEntry(name));
                code.transferTo(entries);
            }
        }
    }
}
