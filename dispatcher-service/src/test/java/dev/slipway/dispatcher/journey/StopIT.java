package dev.slipway.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.contracts.run.v1.RunStateChanged;
import dev.slipway.dispatcher.launch.Pauses;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers that are not wanted any more. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
class StopIT {
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
    void aCancelledRunsContainerIsStoppedWithinTenSeconds() {
        DueRun run = stage.send(DueRun.script("sleep 60"));
        stage.started(run);
        long cancelledAt = System.nanoTime();

        stage.send(new RunCancelRequested("default", run.id(), 1, Instant.now()));

        assertThat(stage.endedWith(run, EndReason.CANCELLED).message()).contains("cancelled");
        assertThat(Duration.ofNanos(System.nanoTime() - cancelledAt)).isLessThan(Duration.ofSeconds(10));
        await().untilAsserted(() -> assertThat(stage.containers(run.id())).isEmpty());
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilled() {
        DueRun run = stage.send(DueRun.script("trap '' TERM; while :; do sleep 1; done"));
        stage.started(run);

        stage.send(new RunCancelRequested("default", run.id(), 1, Instant.now()));

        assertThat(stage.endedWith(run, EndReason.CANCELLED).exitCode()).isEqualTo(137);
    }

    @Test
    void aContainerThatEndsByItselfAfterTheCancellationIsNotSignalled() {
        DueRun run = stage.send(DueRun.script("sleep 2; exit 0"));
        stage.started(run);

        stage.send(new RunCancelRequested("default", run.id(), 1, Instant.now()));

        // it had a second to end by itself; a signal in its last moment may or may not have come
        assertThat(stage.endedWith(run, EndReason.CANCELLED).exitCode()).isIn(0, 143);
    }

    @Test
    void aRunThatIsCancelledBeforeItsContainerExistsGetsNone() throws Exception {
        DueRun run = DueRun.script("sleep 60");
        try (var _ = Pauses.launching()) {
            stage.send(run);
            stage.send(new RunCancelRequested("default", run.id(), 1, Instant.now()));
            assertThat(stage.endedWith(run, EndReason.CANCELLED).infrastructureId())
                    .isNull();
        }
        assertThat(stage.soon(JobCreated.class, fact -> fact.flowRunId().equals(run.id())))
                .isEmpty();
        assertThat(stage.containers(run.id())).isEmpty();
    }

    @Test
    void aContainerThatOutlivesItsRunIsStopped() {
        DueRun run = stage.send(DueRun.script("sleep 60"));
        stage.started(run);

        stage.send(state(run, "CRASHED"));

        assertThat(stage.endedWith(run, EndReason.CANCELLED).message()).contains("already ended");
    }

    @Test
    void aStateThatIsNoEndStopsNothing() {
        DueRun run = stage.send(DueRun.script("sleep 4"));
        stage.started(run);

        stage.send(state(run, "RUNNING"));
        stage.send(state(run, "SOMETHING_NEW"));

        stage.endedWith(run, EndReason.COMPLETED);
    }

    @Test
    void theContainerOfAnEarlierAttemptIsStoppedWhenTheNextOneIsDue() {
        DueRun run = stage.send(DueRun.script("sleep 60"));
        stage.started(run);

        stage.send(run.attempt(2));

        JobEnded first = stage.facts()
                .awaitOne(JobEnded.class, fact -> fact.flowRunId().equals(run.id()) && fact.attempt() == 1)
                .data();
        assertThat(first.reason()).isEqualTo(EndReason.CANCELLED);
        assertThat(stage.containers(run.id()))
                .anySatisfy(container -> assertThat(container.getLabels()).containsEntry("dev.slipway/attempt", "2"));
        stage.send(new RunCancelRequested("default", run.id(), 2, Instant.now()));
        stage.facts().awaitOne(JobEnded.class, fact -> fact.flowRunId().equals(run.id()) && fact.attempt() == 2);
    }

    private static RunStateChanged state(DueRun run, String type) {
        return new RunStateChanged(
                "default", run.id(), 1, UUID.randomUUID(), type, type, null, null, "docker", Instant.now());
    }
}
