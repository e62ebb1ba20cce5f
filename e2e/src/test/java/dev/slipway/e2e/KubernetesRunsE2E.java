package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.run.v1.RunStateChanged;
import dev.slipway.local.demo.Journey;
import dev.slipway.local.demo.Outcome;
import dev.slipway.testkit.Facts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a push to a completed run in a real cluster, and what else becomes of runs there. */
class KubernetesRunsE2E {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Slipway SLIPWAY = Slipway.running();
    private static final Runs RUNS = new Runs(SLIPWAY.gateway());
    private static final TeamProject PROJECT = SLIPWAY.project("pods").onKubernetes(SLIPWAY.gateway());
    private static final KubernetesClient CLUSTER = SLIPWAY.cluster();

    @BeforeAll
    static void push() {
        SLIPWAY.register(PROJECT);
    }

    @AfterAll
    static void close() {
        CLUSTER.close();
    }

    @Test
    void aPushRunsToCompletionAsAJobOfAnImageFromThePrivateRegistry() {
        TeamProject scheduled = SLIPWAY.project("scheduled-pods")
                .onKubernetes(SLIPWAY.gateway())
                .every(10)
                .withFlow("step('one')\nlogger.info('in a pod')");
        Journey journey = SLIPWAY.pushAndFollow(scheduled);
        scheduled.pause(SLIPWAY.gateway());

        assertThat(journey.outcome()).contains(new Outcome.Completed());
        UUID run = journey.runId().orElseThrow();
        await().untilAsserted(() -> {
            assertThat(RUNS.taskRuns(run)).singleElement().asString().endsWith(" COMPLETED");
            assertThat(RUNS.logs(run)).contains("step one", "in a pod");
        });
        Job job = jobs(run).getFirst();
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .startsWith(SLIPWAY.address().registry().address() + "/")
                .contains("@sha256:");
        assertThat(job.toString()).doesNotContain("attempt." + run);
    }

    @Test
    void theSameImageWithoutTheSecretCrashesTheRunInTheRegistrysWords() {
        UUID first = RUNS.start(PROJECT.deploymentName(), Map.of());
        SLIPWAY.awaitCompleted(first);
        String image = jobs(first)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();

        // another name of the same registry, for which Slipway has no credential
        UUID run = RUNS.start(
                PROJECT.deploymentName(),
                Map.of(),
                Map.of("image", image.replace("127.0.0.1:", "localhost:"), "image_pull_policy", "Always"));

        await().atMost(Duration.ofMinutes(2)).until(() -> RUNS.hasEnded(run));
        assertThat(RUNS.describe(run))
                .startsWith("CRASHED")
                .containsIgnoringCase("can't be pulled")
                .contains("401");
    }

    @Test
    void aRunThatNeedsMoreMemoryThanItMayHaveCrashesWithThatReason() {
        UUID run = RUNS.start(
                PROJECT.deploymentName(), Map.of(), Map.of("memory_limit", "24Mi", "memory_request", "24Mi"));

        await().atMost(Duration.ofMinutes(1)).until(() -> RUNS.hasEnded(run));
        assertThat(RUNS.describe(run)).startsWith("CRASHED").contains("more memory");
    }

    @Test
    void aCancelledRunIsGoneWithinTenSeconds() {
        try (Facts facts = SLIPWAY.facts()) {
            UUID cancelled = sleeping(facts);
            SLIPWAY.prefect().run("flow-run", "cancel", cancelled.toString());
            await().atMost(BOUND).until(() -> RUNS.stateOf(cancelled).equals("CANCELLED"));
            await().atMost(BOUND)
                    .until(() -> pods(cancelled).isEmpty() && jobs(cancelled).isEmpty());
        }
    }

    private static UUID sleeping(Facts facts) {
        UUID run = RUNS.start(PROJECT.deploymentName(), Map.of("seconds", 120));
        facts.awaitOne(
                RunStateChanged.class,
                state -> state.flowRunId().equals(run) && state.stateType().equals("RUNNING"));
        return run;
    }

    private static List<Job> jobs(UUID run) {
        return CLUSTER.batch()
                .v1()
                .jobs()
                .inAnyNamespace()
                .withLabel("prefect.io/flow-run-id", run.toString())
                .list()
                .getItems();
    }

    private static List<Pod> pods(UUID run) {
        return CLUSTER.pods()
                .inAnyNamespace()
                .withLabel("prefect.io/flow-run-id", run.toString())
                .list()
                .getItems();
    }
}
