package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.Stage;
import dev.slipway.testkit.TestCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a test sees and does in the cluster. */
final class KubernetesStage implements AutoCloseable {
    static final String NAMESPACE = "runs";
    static final String TIGHT_NAMESPACE = "tight";
    private static final String RUN = "dev.slipway/run-id";

    private final Stage stage = new Stage();
    private final KubernetesClient client = TestCluster.get().client();

    KubernetesStage() {
        ensure(NAMESPACE);
        ensure(TIGHT_NAMESPACE);
        TestCluster.get().load("slipway.test/tiny:2");
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

    private void ensure(String namespace) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
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
