package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A due run of a {@code kubernetes} pool, in a real cluster. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class KubernetesRunsIT {
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
    void aDueRunBecomesAJobThatRunsToItsEnd() {
        DueRun run = cluster.send(KubernetesStage.job("echo hello"));

        JobCreated created = cluster.stage().created(run);
        assertThat(created.infrastructureType()).isEqualTo("kubernetes");
        assertThat(created.infrastructureId()).contains(":" + KubernetesStage.NAMESPACE + ":");
        cluster.stage().started(run);
        JobEnded ended = cluster.stage().ended(run);
        assertThat(ended.reason()).as(ended.message()).isEqualTo(EndReason.COMPLETED);
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void whatHasEndedIsRemovedWithItsSecret() {
        DueRun run = cluster.send(KubernetesStage.job("exit 0"));
        cluster.stage().ended(run);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(cluster.jobs(run.id())).isEmpty();
            assertThat(cluster.pods(run.id())).isEmpty();
            assertThat(cluster.secrets(run.id())).isEmpty();
        });
    }

    @Test
    void credentialsReachThePodBySecretAndAreNowhereElse() {
        DueRun run = cluster.send(KubernetesStage.job("sleep 30").withEnvironment("DATABASE_PASSWORD", "open-sesame"));
        cluster.stage().started(run);

        Pod pod = cluster.pods(run.id()).getFirst();
        assertThat(pod.toString()).doesNotContain("open-sesame").doesNotContain("of-a-test");
        assertThat(pod.getSpec().getContainers().getFirst().getEnv())
                .filteredOn(variable -> variable.getValueFrom() != null)
                .extracting(EnvVar::getName)
                .contains("PREFECT_API_AUTH_STRING", "DATABASE_PASSWORD");
        assertThat(cluster.secrets(run.id())).singleElement().satisfies(secret -> assertThat(
                        secret.getMetadata().getOwnerReferences().getFirst().getUid())
                .isEqualTo(cluster.jobs(run.id()).getFirst().getMetadata().getUid()));
        cluster.cancel(run);
    }

    @Test
    void aCancelledRunsPodsAreGoneWhenItsEndIsTold() {
        DueRun run = cluster.send(KubernetesStage.job("sleep 300"));
        cluster.stage().started(run);

        cluster.cancel(run);

        JobEnded ended = cluster.stage().ended(run);
        assertThat(ended.reason()).isEqualTo(EndReason.CANCELLED);
        assertThat(cluster.pods(run.id())).isEmpty();
        assertThat(cluster.jobs(run.id())).isEmpty();
    }

    @Test
    void aRunThatIsCancelledWhileItsImageIsPulledEndsCancelled() {
        DueRun run = cluster.send(KubernetesStage.job("true").with("image", "127.0.0.1:1/nothing/here:1"));
        cluster.stage().created(run);

        cluster.cancel(run);

        assertThat(cluster.stage().ended(run).reason()).isEqualTo(EndReason.CANCELLED);
        assertThat(cluster.pods(run.id())).isEmpty();
    }
}
