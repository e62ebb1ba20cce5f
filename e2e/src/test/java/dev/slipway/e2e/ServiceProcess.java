package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Startup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One replica of one service in its own JVM. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Path jar;
    private final Map<String, String> environment;
    private final URI health;
    private final Daemon daemon;

    /** @param name of the process; a replica's is not the service's */
    ServiceProcess(String name, Path jar, Path home, int port, int managementPort, Map<String, String> environment) {
        this.jar = jar;
        this.environment = new HashMap<>(environment);
        this.environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        this.environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        this.health = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
        this.daemon = new Daemon(name, home);
        assertThat(Files.exists(jar))
                .as("%s is not there: package the service first (mvn -DskipTests package)", jar)
                .isTrue();
    }

    Daemon daemon() {
        return daemon;
    }

    ServiceProcess start() {
        launch();
        awaitReady();
        return this;
    }

    void launch() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        daemon.start(
                List.of(java, "-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()),
                environment);
    }

    void awaitReady() {
        Startup.await(daemon, START, this::isReady);
    }

    boolean isReady() {
        var request =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        ProcessHandle process = daemon.running().orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().join();
    }

    @Override
    public void close() {
        daemon.stop(STOP);
    }
}
