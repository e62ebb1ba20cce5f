package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.dispatcher.watch.Absence;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestCluster;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster that is away for a while, and a dispatcher that is. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
@WithTestResource(LongLaunches.class)
class KubernetesOutageIT {
    private static final Place PLACE = new Place("kubernetes", "default");

    @Inject
    Dispatches dispatches;

    @Inject
    KubernetesRunners runners;

    private KubernetesStage cluster;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
    }

    @AfterEach
    void close() throws IOException {
        TestCluster.get().node().start();
        cluster.close();
    }

    @Test
    void whatBecameDueWhileTheApiServerWasAwayStartsAndWhatEndedMeanwhileIsTold() {
        DueRun ends = cluster.send(KubernetesStage.job("sleep 4; exit 7"));
        DueRun runs = cluster.send(KubernetesStage.shortLived("sleep 300"));
        cluster.stage().started(ends);
        cluster.stage().started(runs);

        TestCluster.get().node().part("kube-apiserver").stop(Duration.ofSeconds(5));
        DueRun due = cluster.send(KubernetesStage.job("exit 0"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(dispatches
                        .find(new AttemptKey("default", due.id(), 1))
                        .await()
                        .indefinitely())
                .hasValueSatisfying(dispatch -> assertThat(dispatch.tries()).isGreaterThan(2)));
        assertThat(cluster.stage().facts().within(Duration.ofSeconds(1), JobEnded.class, fact -> true))
                .noneMatch(fact -> fact.data().flowRunId().equals(due.id())
                        || fact.data().flowRunId().equals(runs.id()));
        TestCluster.get().node().start();
        cluster.awaitPods();

        cluster.endedWith(due, EndReason.COMPLETED);
        assertThat(cluster.endedWith(ends, EndReason.EXITED).exitCode()).isEqualTo(7);
        assertThat(cluster.jobs(runs.id())).hasSize(1);
        assertThat(cluster.pods(runs.id())).hasSize(1);
        cluster.cancel(runs);
        cluster.endedWith(runs, EndReason.CANCELLED);
        assertOnce(ends);
        assertOnce(due);
        assertOnce(runs);

        // the streams are open again, too
        cluster.endedWith(cluster.send(KubernetesStage.job("exit 3")), EndReason.EXITED);
    }

    @Test
    void aJobThatRunsOverARestartIsAdopted() throws Exception {
        DueRun run = cluster.send(KubernetesStage.shortLived("sleep 300"));
        cluster.stage().started(run);

        try (var _ = Absence.of(PLACE)) {
            assertThat(cluster.pods(run.id())).hasSize(1);
        }
        cluster.client().pods().resource(cluster.pods(run.id()).getFirst()).evict();

        cluster.endedWith(run, EndReason.PREEMPTED);
        assertOnce(run);
    }

    @Test
    void anEndThatNobodySawIsToldAfterTheRestartWithItsCode() throws Exception {
        DueRun run = cluster.send(KubernetesStage.job("sleep 2; exit 7"));
        cluster.stage().started(run);

        try (var _ = Absence.of(PLACE)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> KubernetesJobs.end(cluster.jobs(run.id()).getFirst())
                            .isPresent());
        }

        assertThat(cluster.endedWith(run, EndReason.EXITED).exitCode()).isEqualTo(7);
        assertOnce(run);
    }

    @Test
    void aJobThatVanishedWhileNobodyWatchedIsLost() throws Exception {
        DueRun run = cluster.send(KubernetesStage.shortLived("sleep 300"));
        cluster.stage().started(run);

        try (var _ = Absence.of(PLACE)) {
            cluster.client().resource(cluster.jobs(run.id()).getFirst()).delete();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> cluster.jobs(run.id()).isEmpty());
        }

        assertThat(cluster.stage()
                        .facts()
                        .awaitOne(JobLost.class, fact -> fact.flowRunId().equals(run.id()))
                        .data()
                        .message())
                .contains("nobody saw");
    }

    @Test
    void afterALongOutageTheClusterIsWatchedAgainWithinSeconds() {
        KubernetesRunner runner = runners.all().getFirst();
        await().atMost(Duration.ofSeconds(30)).until(runner::isWatching);

        TestCluster.get().node().part("kube-apiserver").stop(Duration.ofSeconds(5));
        // long enough for the pauses between the tries to have grown
        await().pollDelay(Duration.ofSeconds(20)).atMost(Duration.ofSeconds(40)).until(() -> !runner.isWatching());
        TestCluster.get().node().start();

        await().atMost(Duration.ofSeconds(8)).until(runner::isWatching);
        cluster.awaitPods();
    }

    private void assertOnce(DueRun run) {
        UUID id = run.id();
        assertThat(cluster.stage().facts().within(Duration.ofSeconds(1), JobCreated.class, fact -> fact.flowRunId()
                        .equals(id)))
                .hasSize(1);
        assertThat(cluster.stage().facts().within(Duration.ZERO, JobEnded.class, fact -> fact.flowRunId()
                        .equals(id)))
                .hasSize(1);
    }
}
