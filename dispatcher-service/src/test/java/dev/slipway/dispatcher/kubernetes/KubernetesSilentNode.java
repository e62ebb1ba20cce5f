package dev.slipway.dispatcher.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.slipway.dispatcher.journey.DueRun;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A node that says once that it is ready, and then nothing more. Only runs that ask for it get there. */
final class KubernetesSilentNode implements AutoCloseable {
    private static final String KEY = "slipway.test/silent";

    private final KubernetesClient client;
    private final String name;

    private KubernetesSilentNode(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    static KubernetesSilentNode of(KubernetesClient client, String name) {
        String now = Instant.now().toString();
        Map<String, Quantity> room =
                Map.of("cpu", new Quantity("4"), "memory", new Quantity("4Gi"), "pods", new Quantity("10"));
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels(KEY, name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewTaint("NoSchedule", KEY, null, name)
                        .endSpec()
                        .withNewStatus()
                        .withCapacity(room)
                        .withAllocatable(room)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastHeartbeatTime(now)
                        .withLastTransitionTime(now)
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
        return new KubernetesSilentNode(client, name);
    }

    /** The run goes to this node, and leaves it at once when the node is found to be silent. */
    DueRun destined(DueRun run) {
        return run.with("node_selector", Map.of(KEY, name))
                .with(
                        "tolerations",
                        List.of(
                                Map.of("key", KEY, "operator", "Exists"),
                                Map.of(
                                        "key", "node.kubernetes.io/unreachable",
                                        "operator", "Exists",
                                        "effect", "NoExecute",
                                        "tolerationSeconds", 1)));
    }

    /** What a kubelet says when the container runs. */
    void reportRunning(KubernetesStage cluster, DueRun run) {
        await().atMost(Duration.ofSeconds(30)).until(() -> cluster.pods(run.id()).stream()
                .anyMatch(pod -> name.equals(pod.getSpec().getNodeName())));
        Pod pod = cluster.pods(run.id()).getFirst();
        String now = Instant.now().toString();
        client.resource(new PodBuilder(pod)
                        .editOrNewStatus()
                        .withPhase("Running")
                        .withStartTime(now)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastTransitionTime(now)
                        .endCondition()
                        .withContainerStatuses(new ContainerStatusBuilder()
                                .withName(
                                        pod.getSpec().getContainers().getFirst().getName())
                                .withImage(KubernetesStage.IMAGE)
                                .withImageID(KubernetesStage.IMAGE)
                                .withRestartCount(0)
                                .withReady(true)
                                .withStarted(true)
                                .withNewState()
                                .withNewRunning(now)
                                .endState()
                                .build())
                        .endStatus()
                        .build())
                .updateStatus();
    }

    /** Somebody took the machine away. */
    void remove() {
        client.nodes().withName(name).delete();
    }

    /** Nobody but the one who says that they are gone can end pods of such a node. */
    @Override
    public void close() {
        remove();
        client.pods()
                .inNamespace(KubernetesStage.NAMESPACE)
                .withField("spec.nodeName", name)
                .withGracePeriod(0)
                .delete();
    }
}
