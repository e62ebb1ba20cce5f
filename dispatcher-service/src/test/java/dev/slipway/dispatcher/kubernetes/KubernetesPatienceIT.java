package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of Jobs that wait, and what stays of Jobs that are to go at once. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
@WithTestResource(PatientSettings.class)
class KubernetesPatienceIT {
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
    void whatAPodWaitsForIsInTheLogOfItsRunWhileItWaitsAndOnce() throws Exception {
        String image = cluster.push(KubernetesStage.registry() + "/team/private");
        DueRun unschedulable =
                cluster.send(KubernetesStage.job("true").with("node_selector", Map.of("slipway.test/nowhere", "yes")));
        DueRun refused = cluster.send(KubernetesStage.job("true")
                .with("image", KubernetesStage.otherName(image))
                .with("image_pull_policy", "Always"));
        DueRun lacks = cluster.send(KubernetesStage.job("true")
                .with("env_from", List.of(Map.of("secretRef", Map.of("name", "not-there")))));

        assertThat(told(unschedulable))
                .startsWith("slipway.container 30 Waiting to start (given up at ")
                .contains("No node can take the pod: 0/1 nodes are available");
        assertThat(told(refused)).contains("401 Unauthorized", "image_pull_secrets");
        assertThat(told(lacks)).contains("not-there");
        // kubelet tries again and again meanwhile, in other words
        await().during(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(20))
                .until(() -> cluster.stage().logLines(refused).size() == 1);
        for (DueRun run : List.of(unschedulable, refused, lacks)) {
            cluster.cancel(run);
            cluster.endedWith(run, EndReason.CANCELLED);
            assertThat(cluster.stage().logLines(run)).hasSize(1);
        }
    }

    @Test
    void aJobThatIsToGoAtOnceGoesWhenItsLogAndItsEndAreRead() {
        DueRun run =
                cluster.send(KubernetesStage.job("echo the last words; exit 7").with("finished_job_ttl", 0));

        assertThat(cluster.endedWith(run, EndReason.EXITED).exitCode()).isEqualTo(7);
        assertThat(cluster.stage().logLines(run)).anyMatch(line -> line.endsWith("the last words"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cluster.jobs(run.id()).isEmpty());
    }

    @Test
    void aJobThatMayLiveLongEnoughIsLeftAsItIs() {
        DueRun run = cluster.send(KubernetesStage.job("exit 0").with("finished_job_ttl", 600));

        cluster.endedWith(run, EndReason.COMPLETED);

        assertThat(cluster.jobs(run.id())).singleElement().satisfies(job -> {
            assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(600);
            assertThat(job.getMetadata().getLabels()).doesNotContainKey(KubernetesTimeToLive.WANTED);
        });
    }

    private String told(DueRun run) {
        return await().atMost(Duration.ofSeconds(40))
                .until(() -> cluster.stage().logLines(run), lines -> !lines.isEmpty())
                .getFirst();
    }
}
