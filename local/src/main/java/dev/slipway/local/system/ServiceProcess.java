package dev.slipway.local.system;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Health;
import dev.slipway.local.process.Ports;
import dev.slipway.local.process.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One service in its own JVM. */
final class ServiceProcess {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final String JAVA_OPTIONS = "SLIPWAY_SERVICE_JAVA_OPTIONS";

    private final Service service;
    private final Settings settings;
    private final Path jar;
    private final Daemon daemon;
    private final Health health;

    ServiceProcess(Service service, Settings settings) {
        this.service = service;
        this.settings = settings;
        this.jar = settings.root().resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        this.daemon = new Daemon(service.module(), settings.home());
        this.health = new Health(managementPort());
    }

    Service service() {
        return service;
    }

    Daemon daemon() {
        return daemon;
    }

    /** Fails with a sentence if it can't be started; ends a process of an older build. */
    void prepare() {
        if (!Files.exists(jar)) {
            throw new CannotStart(
                    "%s is not built: run ./slipway, or mvn -DskipTests package.".formatted(service.module()));
        }
        if (daemon.running().filter(this::isOlderThanJar).isPresent()) {
            stop();
        }
        if (daemon.running().isEmpty()) {
            String variable = service.port().variable();
            Ports.requireFree(port(), service.module(), variable);
            Ports.requireFree(managementPort(), "the health of " + service.module(), variable);
        }
    }

    /** Starts it unless it runs, and returns when it is ready. */
    void start(Map<String, String> environment) {
        if (daemon.running().isEmpty()) {
            daemon.start(command(), environment);
        }
        Startup.await(daemon, START, health);
    }

    void stop() {
        daemon.stop(STOP);
    }

    boolean isReady() {
        return health.call();
    }

    int port() {
        return settings.port(service.port());
    }

    int managementPort() {
        return port() + Service.MANAGEMENT_OFFSET;
    }

    private boolean isOlderThanJar(ProcessHandle process) {
        try {
            Instant built = Files.getLastModifiedTime(jar).toInstant();
            return process.info().startInstant().orElse(Instant.MAX).isBefore(built);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(settings.variable(JAVA_OPTIONS)
                .map(given -> List.of(given.split("\\s+")))
                .orElseGet(this::smallAndQuick));
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.net.preferIPv4Stack=true",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
        return command;
    }

    /** Four of them start at once, on a machine that has other work. */
    private List<String> smallAndQuick() {
        return List.of("-Xms32m", "-Xmx" + service.heap(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }
}
