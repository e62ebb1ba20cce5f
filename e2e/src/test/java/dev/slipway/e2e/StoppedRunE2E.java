package dev.slipway.e2e;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.run.v1.RunStateChanged;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs that don't end by themselves. */
class StoppedRunE2E {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Slipway slipway = Slipway.running();
    private final Runs runs = new Runs(slipway.gateway());

    @Test
    void killedContainerCrashesItsRunAndCancelledRunStopsItsContainerWithinTenSeconds() throws IOException {
        TeamProject project = slipway.project("sleeper");
        slipway.register(project);
        try (Facts facts = slipway.facts();
                DockerClient engine = TestEngine.client()) {
            UUID killed = sleeping(facts, project);
            engine.killContainerCmd(container(facts, killed)).exec();
            await().atMost(BOUND).until(() -> runs.stateOf(killed).equals("CRASHED"));

            UUID cancelled = sleeping(facts, project);
            String container = container(facts, cancelled);
            slipway.prefect().run("flow-run", "cancel", cancelled.toString());
            await().atMost(BOUND).until(() -> runs.stateOf(cancelled).equals("CANCELLED"));
            await().atMost(BOUND).until(() -> !runs(engine, container));
        }
    }

    private UUID sleeping(Facts facts, TeamProject project) {
        UUID run = runs.start(project.deploymentName(), Map.of("seconds", 120));
        facts.awaitOne(
                RunStateChanged.class,
                state -> state.flowRunId().equals(run) && state.stateType().equals("RUNNING"));
        return run;
    }

    private static String container(Facts facts, UUID run) {
        String id = facts.awaitOne(JobCreated.class, job -> job.flowRunId().equals(run))
                .data()
                .infrastructureId();
        return id.substring(id.lastIndexOf(':') + 1);
    }

    private static boolean runs(DockerClient engine, String container) {
        try {
            return Boolean.TRUE.equals(
                    engine.inspectContainerCmd(container).exec().getState().getRunning());
        } catch (NotFoundException gone) {
            return false;
        }
    }
}
