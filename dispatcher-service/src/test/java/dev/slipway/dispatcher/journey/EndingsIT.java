package dev.slipway.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each way in which a container can end, provoked on the engine. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
class EndingsIT {
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
    void aRunThatEndsWellIsCreatedStartedAndEndedOnce() {
        DueRun run = stage.send(DueRun.script("exit 0"));

        JobEnded ended = stage.endedWith(run, EndReason.COMPLETED);

        assertThat(ended.exitCode()).isZero();
        JobCreated created = stage.created(run);
        assertThat(created.infrastructureId())
                .startsWith("http+docker://localhost:")
                .isEqualTo(ended.infrastructureId());
        assertThat(created.infrastructureName()).startsWith("gentle-otter-");
        assertThat(stage.started(run).infrastructureId()).isEqualTo(created.infrastructureId());
        assertThat(stage.soon(JobEnded.class, fact -> fact.flowRunId().equals(run.id())))
                .singleElement()
                .satisfies(fact -> assertThat(fact.correlationId()).isEqualTo("slot:" + run.id()));
        assertThat(stage.logLines(run)).isEmpty();
        await().untilAsserted(() -> assertThat(stage.containers(run.id())).isEmpty());
    }

    @Test
    void anotherExitCodeIsToldWithTheLastLines() {
        DueRun run =
                stage.send(DueRun.script("echo before; echo " + StandIns.DELIVERED + "; echo trouble >&2; exit 3"));

        assertThat(stage.endedWith(run, EndReason.EXITED).exitCode()).isEqualTo(3);

        assertThat(stage.logLines(run))
                .contains("slipway.container 20 before", "slipway.container 20 trouble")
                .doesNotContain("slipway.container 20 " + StandIns.DELIVERED)
                .last()
                .asString()
                .startsWith("slipway.container 40 The process ended with exit code 3");
    }

    @Test
    void onlyTheLastTwoHundredLinesAreKept() {
        DueRun run = stage.send(DueRun.script("i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo line $i; done; exit 1"));

        stage.endedWith(run, EndReason.EXITED);

        assertThat(stage.logLines(run)).hasSize(201).contains("slipway.container 20 line 500");
    }

    @Test
    void memoryBeyondTheLimitIsOutOfMemory() {
        DueRun run = stage.send(DueRun.script("a=0123456789; while :; do a=$a$a; done")
                .with("mem_limit", "16m")
                .with("memswap_limit", "16m"));

        assertThat(stage.endedWith(run, EndReason.OUT_OF_MEMORY).message()).contains("mem_limit");
    }

    @Test
    void aKillFromOutsideIsTold() {
        DueRun run = stage.send(DueRun.script("sleep 60"));
        String id = Stage.containerId(stage.started(run).infrastructureId());

        stage.engine().killContainerCmd(id).withSignal("KILL").exec();

        assertThat(stage.endedWith(run, EndReason.KILLED).exitCode()).isEqualTo(137);
    }

    @Test
    void aRemovedContainerIsToldWithinTenSeconds() {
        DueRun run = stage.send(DueRun.script("sleep 60"));
        String id = Stage.containerId(stage.started(run).infrastructureId());
        // seen alive: the look after the start has happened once the container is in a listing
        stage.soon(JobStarted.class, fact -> fact.flowRunId().equals(run.id()));
        long removedAt = System.nanoTime();

        stage.engine().removeContainerCmd(id).withForce(true).exec();

        stage.endedWith(run, EndReason.REMOVED);
        assertThat(Duration.ofNanos(System.nanoTime() - removedAt)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aCommandThatDoesNotExistCannotStart() {
        DueRun run = stage.send(DueRun.script("").with("command", "no-such-program --now"));

        assertThat(stage.endedWith(run, EndReason.START_FAILED).exitCode()).isEqualTo(127);
        assertThat(stage.logLines(run)).first().asString().contains("no-such-program");
        await().untilAsserted(() -> assertThat(stage.containers(run.id())).isEmpty());
    }

    @Test
    void anImageThatMayNotBePulledAndIsNotThereIsMissing() {
        DueRun run = stage.send(
                DueRun.script("").with("image", "slipway.test/nowhere:1").with("image_pull_policy", "Never"));

        assertThat(stage.endedWith(run, EndReason.IMAGE_NOT_FOUND).infrastructureId())
                .isNull();
    }

    @Test
    void aJobVariableThatMakesNoContainerIsInvalid() {
        DueRun run = stage.send(DueRun.script("").with("privileged", true));

        assertThat(stage.endedWith(run, EndReason.INVALID_CONFIGURATION).message())
                .contains("privileged");
    }

    @Test
    void aNetworkThatDoesNotExistIsToldInTheEnginesWords() {
        DueRun run = stage.send(DueRun.script("").with("networks", List.of("no-such-network")));

        JobEnded ended = stage.ended(run);

        assertThat(ended.reason()).isIn(EndReason.INVALID_CONFIGURATION, EndReason.START_FAILED);
        assertThat(ended.message()).contains("no-such-network");
    }

    @Test
    void aPoolOfATypeThatIsNotServedIsTold() {
        DueRun run = stage.send(DueRun.script("").ofPoolType("kubernetes"));

        assertThat(stage.endedWith(run, EndReason.INVALID_CONFIGURATION).message())
                .contains("kubernetes");
    }
}
