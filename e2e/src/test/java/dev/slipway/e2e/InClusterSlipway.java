package dev.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.GitForge;
import dev.slipway.testkit.TestCluster;
import dev.slipway.testkit.TestRegistry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** All of Slipway in a cluster, deployed as an administrator would: images by the scripts, {@code k8s/overlays/local} by kubectl. */
final class InClusterSlipway implements AutoCloseable {
    /** Where runs are. */
    static final String RUNS = "slipway-runs";

    static final List<String> SERVICES =
            List.of("api-gateway", "build-service", "scheduler-service", "dispatcher-service");

    private static final List<String> ONE_OF_EACH_SERVICE =
            List.of("/api/admin/version", "/slipway/v1/registries", "/slipway/v1/clusters");
    private static final String NAMESPACE = "slipway";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration READY = Duration.ofMinutes(4);

    private static final String WITH_AUTHORITY = """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
              - ../local
            components:
              - ../../components/private-authority
            configMapGenerator:
              - name: private-authorities
                namespace: slipway
                files: [registry.crt]
            """;

    private final Path home = E2eFolder.create();
    private final TestCluster cluster;
    private final KubernetesClient client;
    private final TestRegistry registry;
    private final GitForge forge;
    private final RunningSlipway address;

    private InClusterSlipway() throws IOException {
        run("script/images");
        run("script/backing-images");
        cluster = TestCluster.withServices();
        client = cluster.client();
        registry = TestRegistry.startWithTls(cluster.hostAddress());
        cluster.allow(registry);
        forge = GitForge.start(
                home.resolve("gitlab"), new InetSocketAddress(cluster.hostAddress(), 0), Clock.systemUTC());
        cluster.loadAll(Stream.concat(
                        SERVICES.stream().map(service -> "slipway/" + service + ":0.1.0"),
                        Stream.of("postgres:18", "apache/kafka:4.1.1"))
                .toList());
        cluster.node().kubectl("apply", "--kustomize=" + overlay());
        awaitReady();
        address = new RunningSlipway(
                gatewayUrl(),
                authString(),
                "not-reachable-from-outside:9092",
                new RunningSlipway.Registry(registry.address(), TestRegistry.USERNAME, TestRegistry.PASSWORD));
        awaitReachable();
    }

    /** Returns when all of it is ready; takes some minutes. */
    static InClusterSlipway start() {
        try {
            return new InClusterSlipway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The gateway's Service. */
    RunningSlipway address() {
        return address;
    }

    GatewayClient gateway() {
        return address.client();
    }

    /** For an administrator. */
    KubernetesClient client() {
        return client;
    }

    TeamProject project(String name) {
        return TeamProject.create(address, forge, home, name);
    }

    /** The real client's commands, with a home of their own. */
    PrefectCli prefect() {
        try {
            Path cache = Path.of(
                    System.getenv().getOrDefault("SLIPWAY_CACHE", System.getProperty("user.home") + "/.cache/slipway"));
            return new PrefectCli(address, cache, Files.createTempDirectory(home, "prefect"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Jobs of a run. */
    List<String> jobs(UUID run) {
        return client
                .batch()
                .v1()
                .jobs()
                .inNamespace(RUNS)
                .withLabel("prefect.io/flow-run-id", run.toString())
                .list()
                .getItems()
                .stream()
                .map(job -> job.getMetadata().getName())
                .toList();
    }

    /** Runs two of each service, and returns when they are ready. */
    void scaleToTwo() {
        SERVICES.forEach(service ->
                cluster.node().kubectl("scale", "deployment/" + service, "--replicas=2", "--namespace=" + NAMESPACE));
        awaitReady();
    }

    List<Pod> pods(String service) {
        return client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", service)
                .list()
                .getItems();
    }

    /** Asks for a pod's eviction, as a node that is drained does; whether its disruption budget lets it go. */
    boolean evict(Pod pod) {
        return client.pods().resource(pod).evict();
    }

    void awaitGone(Pod pod) {
        await().atMost(PATIENCE).until(() -> client.pods().resource(pod).get() == null);
    }

    @Override
    public void close() {
        forge.close();
        client.close();
        registry.stop();
        cluster.stop();
        E2eFolder.delete(home);
    }

    /** The overlay of the repository beside copies of all that it needs, with secrets and an authority of its own. */
    private Path overlay() throws IOException {
        Path copy = Files.createDirectories(home.resolve("deployment"));
        run("cp", "--recursive", "k8s", "compose", copy.toString());
        Path local = copy.resolve("k8s/overlays/local");
        run(local.resolve("prepare").toString());
        Path overlay = Files.createDirectories(local.resolveSibling("with-authority"));
        Files.copy(registry.authority().orElseThrow(), overlay.resolve("registry.crt"));
        Files.writeString(overlay.resolve("kustomization.yaml"), WITH_AUTHORITY);
        return overlay;
    }

    /** Waits until as many pods of each are ready as are wanted. */
    void awaitReady() {
        await().atMost(READY).untilAsserted(() -> {
            assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems())
                    .hasSize(SERVICES.size())
                    .allMatch(Readiness.getInstance()::isReady);
            assertThat(client.apps()
                            .statefulSets()
                            .inNamespace(NAMESPACE)
                            .list()
                            .getItems())
                    .hasSize(2)
                    .allMatch(Readiness.getInstance()::isReady);
        });
    }

    /** The node's rules for Services learn of a pod a moment after it is ready. */
    private void awaitReachable() {
        try (GatewayClient gateway = gateway()) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> ONE_OF_EACH_SERVICE.stream()
                    .allMatch(path -> gateway.tryGet(path).succeeded()));
        }
    }

    private URI gatewayUrl() {
        String clusterAddress = client.services()
                .inNamespace(NAMESPACE)
                .withName("api-gateway")
                .get()
                .getSpec()
                .getClusterIP();
        return URI.create("http://" + clusterAddress + ":4200");
    }

    private String authString() {
        return client.secrets().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(secret -> secret.getMetadata().getName().startsWith("api-gateway-"))
                .map(secret -> secret.getData().get("SLIPWAY_API_AUTH_STRING"))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(E2eFolder.repository().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            assertThat(process.waitFor()).as(output).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
