package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.AuthConfig;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.Stage;
import dev.slipway.testkit.TestCluster;
import dev.slipway.testkit.TestRegistry;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a test sees and does in the cluster. */
final class KubernetesStage implements AutoCloseable {
    static final String NAMESPACE = "runs";
    static final String TIGHT_NAMESPACE = "tight";
    static final String STRICT_NAMESPACE = "strict";
    static final String MISSING_NAMESPACE = "missing";
    /** Known to the docker engine; a shell and little more. */
    static final String IMAGE = "slipway.test/tiny:2";

    private static final String RUN = "dev.slipway/run-id";
    private static final String LOADED = "slipway.test.kubernetes.loaded";
    private static final String REGISTRY = "slipway.test.registry";

    private final Stage stage = new Stage();
    private final KubernetesClient client = TestCluster.get().client();

    KubernetesStage() {
        ensure(NAMESPACE, Map.of());
        ensure(TIGHT_NAMESPACE, Map.of());
        ensure(STRICT_NAMESPACE, Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        if (System.getProperty(LOADED) == null) {
            TestCluster.get().load(IMAGE);
            System.setProperty(LOADED, IMAGE);
        }
    }

    Stage stage() {
        return stage;
    }

    KubernetesClient client() {
        return client;
    }

    /** A run in our namespace, due now. */
    DueRun send(DueRun run) {
        return stage.send(run);
    }

    static DueRun job(String script) {
        return DueRun.job(NAMESPACE, script);
    }

    /** A run whose pod does not outlive a signal for long. */
    static DueRun shortLived(String script) {
        return job(script).with("termination_grace_period_seconds", 1);
    }

    /** How it ended, which must be for that reason. */
    JobEnded endedWith(DueRun run, EndReason reason) {
        JobEnded ended = stage.ended(run);
        assertThat(ended.reason()).as(ended.message()).isEqualTo(reason);
        return ended;
    }

    /** It runs, and has been seen to. */
    Pod running(DueRun run) {
        stage.started(run);
        stage.facts().within(Duration.ofSeconds(2), JobStarted.class, fact -> false);
        return pods(run.id()).getFirst();
    }

    /** The private registry, from which pods may pull without TLS by any of its names. */
    static String registry() {
        String address = System.getProperty(REGISTRY);
        TestCluster.get().node().allowPlainHttp(address);
        TestCluster.get().node().allowPlainHttp(otherName(address));
        return address;
    }

    /** The same registry by a name for which nobody has a credential. */
    static String otherName(String registry) {
        return registry.replace("127.0.0.1", "localhost");
    }

    /** Puts the image of the tests there. */
    String push(String repository) throws InterruptedException {
        stage.engine().tagImageCmd(IMAGE, repository, "1").exec();
        stage.engine()
                .pushImageCmd(repository)
                .withTag("1")
                .withAuthConfig(new AuthConfig()
                        .withUsername(TestRegistry.USERNAME)
                        .withPassword(TestRegistry.PASSWORD)
                        .withRegistryAddress("http://" + registry()))
                .start()
                .awaitCompletion();
        stage.engine().removeImageCmd(repository + ":1").exec();
        return repository + ":1";
    }

    void cancel(DueRun run) {
        stage.send(new RunCancelRequested("default", run.id(), 1, Instant.now()));
    }

    List<Job> jobs(UUID flowRunId) {
        return client.batch()
                .v1()
                .jobs()
                .inAnyNamespace()
                .withLabel(RUN, flowRunId.toString())
                .list()
                .getItems();
    }

    List<Pod> pods(UUID flowRunId) {
        return client.pods()
                .inAnyNamespace()
                .withLabel(RUN, flowRunId.toString())
                .list()
                .getItems();
    }

    List<Secret> secrets(UUID flowRunId) {
        return client.secrets()
                .inAnyNamespace()
                .withLabel(RUN, flowRunId.toString())
                .list()
                .getItems();
    }

    /** Returns when pods are made and get their node: whoever does that pauses longer and longer while there is no API server. */
    void awaitPods() {
        Job idle = client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withGenerateName("idle-")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withNewTemplate()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .addNewContainer()
                        .withName("idle")
                        .withImage(IMAGE)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        await().atMost(Duration.ofMinutes(4))
                .until(() -> client
                        .pods()
                        .inNamespace(NAMESPACE)
                        .withLabel("job-name", idle.getMetadata().getName())
                        .list()
                        .getItems()
                        .stream()
                        .anyMatch(pod -> pod.getSpec().getNodeName() != null));
        client.resource(idle)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
        awaitNamespaces();
    }

    /** A new namespace gets what its pods need, each thing from another controller. */
    private void awaitNamespaces() {
        String fresh = "fresh-" + UUID.randomUUID();
        ensure(fresh, Map.of());
        await().atMost(Duration.ofMinutes(4))
                .until(() -> client.serviceAccounts()
                                        .inNamespace(fresh)
                                        .withName("default")
                                        .get()
                                != null
                        && client.configMaps()
                                        .inNamespace(fresh)
                                        .withName("kube-root-ca.crt")
                                        .get()
                                != null);
        client.namespaces().withName(fresh).delete();
    }

    private void ensure(String namespace, Map<String, String> labels) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .createOr(existing -> existing.update());
    }

    @Override
    public void close() throws IOException {
        client.close();
        stage.close();
    }
}
