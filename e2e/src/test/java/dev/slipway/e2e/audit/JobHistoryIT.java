package dev.slipway.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.testkit.TestCluster;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobHistoryIT {
    @Test
    void jobsThatAreGoneAreRemembered() {
        UUID run = UUID.randomUUID();
        try (KubernetesClient cluster = TestCluster.get().client();
                JobHistory history = JobHistory.of(cluster)) {
            Job first = cluster.resource(job(run, "1")).create();
            cluster.resource(first).delete();
            Job second = cluster.resource(job(run, "2")).create();

            assertThat(history.of(run))
                    .extracting(SeenJob::uid, SeenJob::attempt)
                    .containsExactlyInAnyOrder(
                            tuple(first.getMetadata().getUid(), 1),
                            tuple(second.getMetadata().getUid(), 2));
            cluster.resource(second).delete();
        }
    }

    private static Job job(UUID run, String attempt) {
        return new JobBuilder()
                .withNewMetadata()
                .withGenerateName("history-")
                .withNamespace("default")
                .withLabels(Map.of("prefect.io/flow-run-id", run.toString(), "dev.slipway/attempt", attempt))
                .endMetadata()
                .withNewSpec()
                .withSuspend(true)
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage("never-pulled")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
