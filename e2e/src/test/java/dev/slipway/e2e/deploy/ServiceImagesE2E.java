package dev.slipway.e2e.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testkit.Infrastructure;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The images are built by the script that an administrator uses, and each starts its service. */
class ServiceImagesE2E {
    static final List<String> NAMES = KubernetesBase.SERVICES;

    private static final Path DOCKER_SOCKET = Path.of("/var/run/docker.sock");

    @BeforeAll
    static void buildImages() throws Exception {
        run(List.of("script/images"));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theServiceInTheImageBecomesReady(String service) throws Exception {
        int management = freePort();
        String container = run(dockerRun(service, management)).strip();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(ready(management)).as(logsOf(container)).isEqualTo(200));
        } finally {
            run(List.of("docker", "rm", "--force", container));
        }
    }

    @Test
    void theImageRunsAsAnUnprivilegedUser() throws Exception {
        assertThat(run(List.of(
                        "docker",
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        "--entrypoint",
                        "id",
                        "slipway/api-gateway:0.1.0")))
                .startsWith("uid=10001(slipway) gid=10001(slipway)");
    }

    /** As restricted as in Kubernetes; on the host's network, where the test's PostgreSQL and Kafka listen. */
    private static List<String> dockerRun(String service, int management) throws IOException {
        var command = new ArrayList<>(List.of(
                "docker",
                "run",
                "--detach",
                "--network",
                "host",
                "--memory",
                "512m",
                "--read-only",
                "--tmpfs",
                "/tmp",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges"));
        command.addAll(List.of(
                "--volume",
                DOCKER_SOCKET + ":" + DOCKER_SOCKET,
                "--group-add",
                Files.getAttribute(DOCKER_SOCKET, "unix:gid").toString()));
        environment(service, management).forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.add("slipway/" + service + ":0.1.0");
        return command;
    }

    private static Map<String, String> environment(String service, int management) throws IOException {
        var environment = new HashMap<>(Infrastructure.settings(schema(service)));
        environment.keySet().removeIf(name -> !name.startsWith("SLIPWAY_"));
        environment.put("SLIPWAY_API_AUTH_STRING", "admin:of-a-test");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(freePort()));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        return environment;
    }

    private static String schema(String service) {
        return switch (service) {
            case "api-gateway" -> "gateway";
            case "build-service" -> "builder";
            default -> service.replace("-service", "");
        };
    }

    private static int ready(int management) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String logsOf(String container) throws IOException, InterruptedException {
        return run(List.of("docker", "logs", "--tail", "60", container));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(Repository.root().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
