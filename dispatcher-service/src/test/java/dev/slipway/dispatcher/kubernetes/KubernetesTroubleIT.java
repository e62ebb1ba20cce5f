package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server in trouble: nothing starts twice, nothing is forgotten. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(KubernetesApiProxy.class)
class KubernetesTroubleIT {
    @Inject
    Dispatches dispatches;

    private KubernetesStage cluster;
    private KubernetesSightings sightings;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
        sightings = new KubernetesSightings(cluster.client());
    }

    @AfterEach
    void close() throws IOException {
        KubernetesApiProxy.answer(0);
        KubernetesApiProxy.watchesAreGone(false);
        sightings.close();
        cluster.close();
    }

    /** Overloaded, broken, starting. */
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aRunThatIsDueMeanwhileStartsOnceAndAnEndMeanwhileIsTold(int status) {
        DueRun ends = cluster.send(KubernetesStage.job("sleep 3; exit 7"));
        cluster.stage().started(ends);

        KubernetesApiProxy.answer(status);
        DueRun due = cluster.send(KubernetesStage.job("exit 0"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(dispatches
                        .find(new AttemptKey("default", due.id(), 1))
                        .await()
                        .indefinitely())
                .hasValueSatisfying(dispatch -> assertThat(dispatch.tries()).isGreaterThan(2)));
        KubernetesApiProxy.answer(0);

        cluster.endedWith(due, EndReason.COMPLETED);
        assertThat(cluster.endedWith(ends, EndReason.EXITED).exitCode()).isEqualTo(7);
        assertOnce(due);
        assertOnce(ends);
    }

    @Test
    void aJobWhoseAnswerIsLostIsMadeOnce() {
        KubernetesApiProxy.swallowNextAnswer();

        DueRun run = cluster.send(KubernetesStage.job("exit 0"));

        cluster.endedWith(run, EndReason.COMPLETED);
        assertOnce(run);
    }

    @Test
    void anEndThatNoWatchTellsOfIsFound() {
        DueRun run = cluster.send(KubernetesStage.job("sleep 2; exit 7"));
        cluster.stage().started(run);

        KubernetesApiProxy.watchesAreGone(true);

        assertThat(cluster.endedWith(run, EndReason.EXITED).exitCode()).isEqualTo(7);
        KubernetesApiProxy.watchesAreGone(false);
        DueRun next = cluster.send(KubernetesStage.job("exit 3"));
        cluster.endedWith(next, EndReason.EXITED);
        assertOnce(run);
        assertOnce(next);
    }

    private void assertOnce(DueRun run) {
        UUID id = run.id();
        sightings.assertOne(id);
        assertThat(cluster.stage().facts().within(Duration.ofSeconds(1), JobCreated.class, fact -> fact.flowRunId()
                        .equals(id)))
                .hasSize(1);
        assertThat(cluster.stage().facts().within(Duration.ZERO, JobEnded.class, fact -> fact.flowRunId()
                        .equals(id)))
                .hasSize(1);
    }
}
