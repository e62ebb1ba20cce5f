package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import dev.slipway.local.kubernetes.NodePrograms;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TestClusterIT {
    private static final String NAMESPACE = "testkit";
    private static final String PAUSE_IMAGE = "slipway.local/pause:1";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final TestCluster CLUSTER = TestCluster.get();
    private static final KubernetesClient CLIENT = CLUSTER.client();

    @BeforeAll
    static void prepare() {
        CLUSTER.load(TestEngine.PYTHON_IMAGE);
        CLIENT.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        await().until(() -> CLIENT.serviceAccounts()
                        .inNamespace(NAMESPACE)
                        .withName("default")
                        .get()
                != null);
    }

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void aJobRunsToItsEndAndItsLogIsRead() {
        var job = new JobBuilder()
                .withNewMetadata()
                .withName("hello")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withSpec(python("hello", "print('hello from a pod')").getSpec())
                .endTemplate()
                .endSpec()
                .build();
        var resource = CLIENT.batch().v1().jobs().inNamespace(NAMESPACE).resource(job);

        resource.create();

        await().atMost(PATIENCE).until(() -> resource.get().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Complete")
                        && condition.getStatus().equals("True")));
        Pod pod = CLIENT.pods()
                .inNamespace(NAMESPACE)
                .withLabel("job-name", "hello")
                .list()
                .getItems()
                .getFirst();
        assertThat(CLIENT.pods().resource(pod).getLog()).isEqualTo("hello from a pod\n");
    }

    @Test
    void tooMuchMemoryEndsAsOomKilled() {
        Pod pod = new PodBuilder(python("greedy", "bytearray(256 << 20)"))
                .editSpec()
                .editFirstContainer()
                .withNewResources()
                .addToLimits("memory", new Quantity("64Mi"))
                .endResources()
                .endContainer()
                .endSpec()
                .build();

        create(pod);

        ContainerState state = awaitState("greedy", ended -> ended.getTerminated() != null);
        assertThat(state.getTerminated().getReason()).isEqualTo("OOMKilled");
        assertThat(state.getTerminated().getExitCode()).isEqualTo(137);
    }

    @Test
    void aPrivateImageIsPulledWithItsSecretOnly() throws Exception {
        TestRegistry registry = TestRegistry.start();
        CLUSTER.allow(registry);
        String image = pushed(registry);
        createPullSecret(registry);
        try {
            create(pulling("with-secret", image, "registry"));
            create(pulling("without-secret", image, "no-such-secret"));

            awaitState("with-secret", state -> state.getRunning() != null);
            ContainerState waiting = awaitState(
                    "without-secret",
                    state -> state.getWaiting() != null
                            && "ErrImagePull".equals(state.getWaiting().getReason()));
            assertThat(waiting.getWaiting().getMessage()).contains("401 Unauthorized");
        } finally {
            registry.stop();
        }
    }

    @Test
    void aPodReachesWhatListensOnTheHostAddress() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName(CLUSTER.hostAddress()))) {
            create(python(
                    "caller",
                    "import socket; socket.create_connection(('%s', %d), 10)"
                            .formatted(CLUSTER.hostAddress(), server.getLocalPort())));

            ContainerState state = awaitState("caller", ended -> ended.getTerminated() != null);
            assertThat(state.getTerminated().getExitCode()).isZero();
        }
    }

    private static Pod python(String name, String code) {
        return pod(name, TestEngine.PYTHON_IMAGE)
                .editSpec()
                .editFirstContainer()
                .withImagePullPolicy("IfNotPresent")
                .withCommand("python3", "-c", code)
                .endContainer()
                .endSpec()
                .build();
    }

    private static Pod pulling(String name, String image, String secret) {
        return pod(name, image)
                .editSpec()
                .editFirstContainer()
                .withImagePullPolicy("Always")
                .endContainer()
                .addNewImagePullSecret(secret)
                .endSpec()
                .build();
    }

    private static PodBuilder pod(String name, String image) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(1L)
                .addNewContainer()
                .withName("main")
                .withImage(image)
                .endContainer()
                .endSpec();
    }

    private static void create(Pod pod) {
        CLIENT.pods().inNamespace(NAMESPACE).resource(pod).create();
    }

    private static ContainerState awaitState(String pod, Predicate<ContainerState> wanted) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                CLIENT
                                        .pods()
                                        .inNamespace(NAMESPACE)
                                        .withName(pod)
                                        .get()
                                        .getStatus()
                                        .getContainerStatuses()
                                        .stream()
                                        .map(status -> status.getState())
                                        .filter(wanted)
                                        .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static String pushed(TestRegistry registry) throws Exception {
        String repository = registry.address() + "/testkit/pause";
        try (DockerClient docker = TestEngine.client();
                InputStream image =
                        Files.newInputStream(NodePrograms.find(Path.of("")).resolve("pause.tar"))) {
            docker.loadImageCmd(image).exec();
            docker.tagImageCmd(PAUSE_IMAGE, repository, "1").exec();
            docker.pushImageCmd(repository)
                    .withTag("1")
                    .withAuthConfig(new AuthConfig()
                            .withUsername(TestRegistry.USERNAME)
                            .withPassword(TestRegistry.PASSWORD)
                            .withRegistryAddress("http://" + registry.address()))
                    .start()
                    .awaitCompletion();
            docker.removeImageCmd(repository + ":1").exec();
        }
        return repository + ":1";
    }

    private static void createPullSecret(TestRegistry registry) {
        String credential = TestRegistry.USERNAME + ":" + TestRegistry.PASSWORD;
        String auth = Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName("registry")
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .withStringData(Map.of(
                        ".dockerconfigjson",
                        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.address(), auth)))
                .build();
        CLIENT.secrets().inNamespace(NAMESPACE).resource(secret).create();
    }
}
