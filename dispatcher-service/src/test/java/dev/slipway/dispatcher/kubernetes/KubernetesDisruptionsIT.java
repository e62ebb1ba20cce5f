package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes, schedulers and kubelets that end pods: another attempt follows exactly where it is not the run's own doing. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
@WithTestResource(DisruptionSettings.class)
class KubernetesDisruptionsIT {
    /** Until the node's controller gives a silent node up, and until pods of no node are collected. */
    private static final Duration CONTROLLERS = Duration.ofMinutes(2);

    private KubernetesStage cluster;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void runsOfANodeThatIsSilentOrGoneAreLostWithItAndRunElsewhere() {
        try (var silent = KubernetesSilentNode.of(cluster.client(), "silent");
                var removed = KubernetesSilentNode.of(cluster.client(), "removed")) {
            DueRun ofSilent = cluster.send(silent.destined(KubernetesStage.shortLived("exit 0")));
            DueRun ofRemoved = cluster.send(removed.destined(KubernetesStage.shortLived("exit 0")));
            silent.reportRunning(cluster, ofSilent);
            removed.reportRunning(cluster, ofRemoved);
            cluster.stage().started(ofSilent);
            cluster.stage().started(ofRemoved);

            removed.remove();

            assertThat(lost(ofRemoved).message()).contains("The pod's node is gone");
            assertThat(lost(ofSilent).message()).contains("its node silent does not say");
            cluster.send(ofSilent.attempt(2).with("node_selector", Map.of()));
            assertThat(endOfAttempt(ofSilent, 2).reason()).isEqualTo(EndReason.COMPLETED);
        }
    }

    @Test
    void aMoreImportantPodThatTakesTheNodesLastRoomIsTheClustersFault() {
        HasMetadata important = cluster.client()
                .resource(new PriorityClassBuilder()
                        .withNewMetadata()
                        .withName("important")
                        .endMetadata()
                        .withValue(1_000)
                        .build())
                .create();
        try {
            DueRun ordinary = cluster.send(mostOfTheNode(KubernetesStage.shortLived("sleep 300")));
            cluster.running(ordinary);

            DueRun urgent =
                    cluster.send(mostOfTheNode(KubernetesStage.job("exit 0")).with("priority_class_name", "important"));

            JobEnded ended = infrastructureFault(ordinary, EndReason.PREEMPTED);
            assertThat(ended.message()).contains("higher priority").contains("preempt");
            cluster.endedWith(urgent, EndReason.COMPLETED);
        } finally {
            cluster.client().resource(important).delete();
        }
    }

    @Test
    void aNodeThatIsShortOfMemoryEvictsAndThatIsNotTheRunsFault() throws IOException {
        DueRun run = cluster.send(KubernetesStage.shortLived("sleep 300"));
        cluster.running(run);

        try (var _ = KubernetesPressure.ofMemory()) {
            JobEnded ended = infrastructureFault(run, EndReason.EVICTED);
            // a kubelet that is short of memory from its start turns the pod away that it finds running
            assertThat(ended.message())
                    .contains("The node evicted the pod")
                    .containsPattern("low on resource: memory|MemoryPressure");
        }
        cluster.endedWith(cluster.send(KubernetesStage.job("exit 0")), EndReason.COMPLETED);
    }

    @Test
    void aPodThatFillsItsOwnDiskIsEvictedThroughItsOwnFault() {
        DueRun run = cluster.send(KubernetesStage.shortLived(
                        "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789;"
                                + " i=$((i+1)); done >/tmp-file; sleep 300")
                .with("resources", Map.of("limits", Map.of("ephemeral-storage", "16Ki"))));

        JobEnded ended = cluster.endedWith(run, EndReason.KILLED);

        assertThat(ended.reason().isInfrastructureFault()).isFalse();
        assertThat(ended.message()).contains("more disk than it may").contains("ephemeral");
    }

    @Test
    void aNodeThatTurnsThePodAwayIsTheClustersFault() {
        DueRun run = cluster.send(KubernetesStage.job("exit 0")
                .withPod("nodeName", theNode().getMetadata().getName())
                .with("resources", Map.of("requests", Map.of("cpu", "1000"))));

        assertThat(infrastructureFault(run, EndReason.NODE_REJECTED).message()).contains("enough resource: cpu");
    }

    private JobEnded infrastructureFault(DueRun run, EndReason reason) {
        JobEnded ended = cluster.endedWith(run, reason);
        assertThat(ended.reason().isInfrastructureFault()).isTrue();
        return ended;
    }

    private JobEnded endOfAttempt(DueRun run, int attempt) {
        return cluster.stage()
                .facts()
                .awaitOne(JobEnded.class, fact -> fact.flowRunId().equals(run.id()) && fact.attempt() == attempt)
                .data();
    }

    private JobEnded lost(DueRun run) {
        await().atMost(CONTROLLERS).until(() -> !cluster.stage()
                .facts()
                .within(Duration.ofMillis(200), JobEnded.class, fact -> fact.flowRunId()
                        .equals(run.id()))
                .isEmpty());
        return infrastructureFault(run, EndReason.NODE_LOST);
    }

    /** Two of them have no place beside each other. */
    private DueRun mostOfTheNode(DueRun run) {
        var room = theNode().getStatus().getAllocatable();
        double cpus =
                Objects.requireNonNull(room.get("cpu")).getNumericalAmount().doubleValue();
        return run.with("resources", Map.of("requests", Map.of("cpu", Math.round(cpus * 600) + "m")));
    }

    private Node theNode() {
        return cluster.client().nodes().list().getItems().getFirst();
    }
}
