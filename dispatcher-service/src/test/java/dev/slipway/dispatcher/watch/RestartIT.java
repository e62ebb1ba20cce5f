package dev.slipway.dispatcher.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.Stage;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happened to containers while nobody watched, and two that watch at once. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
class RestartIT {
    private static final String TINY = "slipway.test/tiny:2";

    @Inject
    WatchLoop loop;

    @Inject
    PlaceWatches watches;

    @Inject
    WatchRecords records;

    @Inject
    Examination examination;

    @Inject
    Upkeep upkeep;

    @Inject
    Listing listing;

    @Inject
    WatchConfig config;

    @Inject
    Installation installation;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void aContainerThatRunsOverARestartIsAdopted() throws Exception {
        DueRun run = stage.send(DueRun.script("sleep 60"));
        String id = Stage.containerId(stage.started(run).infrastructureId());

        goDown();
        comeBack();
        stage.engine().killContainerCmd(id).exec();

        assertThat(stage.ended(run).reason()).isEqualTo(EndReason.KILLED);
    }

    @Test
    void anEndThatNobodySawIsToldAfterTheRestartWithItsCode() throws Exception {
        DueRun run = stage.send(DueRun.script("sleep 2; exit 7"));
        String id = Stage.containerId(stage.started(run).infrastructureId());

        goDown();
        stage.engine().waitContainerCmd(id).start().awaitStatusCode();
        comeBack();

        JobEnded ended = stage.ended(run);
        assertThat(ended.reason()).isEqualTo(EndReason.EXITED);
        assertThat(ended.exitCode()).isEqualTo(7);
    }

    @Test
    void aContainerThatVanishedWhileNobodyWatchedIsLost() throws Exception {
        DueRun run = stage.send(DueRun.script("sleep 60"));
        String id = Stage.containerId(stage.started(run).infrastructureId());

        goDown();
        stage.engine().removeContainerCmd(id).withForce(true).exec();
        comeBack();

        assertThat(stage.facts()
                        .awaitOne(JobLost.class, fact -> fact.flowRunId().equals(run.id()))
                        .data()
                        .message())
                .contains("nobody saw");
    }

    @Test
    void twoLoopsTellOfAnEndOnce() throws Exception {
        var second = new WatchLoop(records, examination, upkeep, config, clock, ids);
        second.start();
        try {
            DueRun run = stage.send(DueRun.script("sleep 1; exit 3"));
            stage.ended(run);

            assertThat(stage.facts().within(Duration.ofSeconds(3), JobEnded.class, fact -> fact.flowRunId()
                            .equals(run.id())))
                    .hasSize(1);
        } finally {
            second.stop();
        }
    }

    @Test
    void aContainerOfOursThatNoAttemptOwnsIsRemovedAndCounted() {
        var key = new AttemptKey("default", UUID.randomUUID(), 1);
        stage.engine()
                .createContainerCmd(TINY)
                .withLabels(Labels.of(key, installation.name(), "digest"))
                .withCmd("sleep", "60")
                .exec();

        await().untilAsserted(() -> assertThat(listing.orphans()).isPositive());
        await().untilAsserted(
                        () -> assertThat(stage.containers(key.flowRunId())).isEmpty());
    }

    @Test
    void aContainerOfAnotherInstallationIsLeftAlone() {
        var key = new AttemptKey("default", UUID.randomUUID(), 1);
        String id = stage.engine()
                .createContainerCmd(TINY)
                .withLabels(Labels.of(key, "another-" + UUID.randomUUID(), "digest"))
                .withCmd("sleep", "60")
                .exec()
                .getId();

        await().pollDelay(config.orphanPatience().plus(config.listEvery()).plusSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(stage.containers(key.flowRunId())).hasSize(1));
        stage.engine().removeContainerCmd(id).exec();
    }

    private void goDown() throws InterruptedException {
        watches.stop();
        loop.stop();
    }

    /** A new process has seen nothing. */
    private void comeBack() {
        records.sightings().keepOnly(Place.DOCKER_ENGINE, Set.of());
        loop.start();
        watches.start();
    }
}
