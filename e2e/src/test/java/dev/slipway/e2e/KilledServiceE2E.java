package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Event;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.local.system.Service;
import dev.slipway.testkit.Facts;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A service that dies in the middle of the path and comes back leaves no trace: the push ends in exactly one completed run. */
class KilledServiceE2E {
    private final Slipway slipway = Slipway.running();
    private final Runs runs = new Runs(slipway.gateway());

    @Test
    void builderKilledDuringItsBuild() {
        TeamProject project = slipway.project("builder").onceIn(Duration.ofSeconds(60));
        exactlyOneRunAlthough(Service.BUILDER, project, BuildStarted.class, build -> build.project()
                .equals(project.slug()));
    }

    @Test
    void schedulerKilledWhenItIsToRegister() {
        TeamProject project = slipway.project("scheduler").onceIn(Duration.ofSeconds(30));
        exactlyOneRunAlthough(Service.SCHEDULER, project, BuildSucceeded.class, build -> build.project()
                .equals(project.slug()));
    }

    @Test
    void dispatcherKilledWhenItIsToStartTheContainer() {
        TeamProject project = slipway.project("dispatcher").onceIn(Duration.ofSeconds(20));
        exactlyOneRunAlthough(
                Service.DISPATCHER, project, RunDue.class, run -> run.flowName().equals(project.slug()));
    }

    @Test
    void gatewayKilledWhileTheContainerStarts() {
        TeamProject project = slipway.project("gateway").onceIn(Duration.ofSeconds(20));
        project.push();
        UUID run = due(project);
        exactlyOne(project, Service.GATEWAY, JobStarted.class, job -> job.flowRunId()
                .equals(run));
    }

    private <E extends Event> void exactlyOneRunAlthough(
            Service service, TeamProject project, Class<E> moment, Predicate<E> fits) {
        project.push();
        exactlyOne(project, service, moment, fits);
    }

    private <E extends Event> void exactlyOne(
            TeamProject project, Service service, Class<E> moment, Predicate<E> fits) {
        try (Facts facts = slipway.facts()) {
            facts.awaitOne(moment, fits);
            slipway.killAndRestart(service);
            UUID run = facts.awaitOne(RunDue.class, due -> due.flowName().equals(project.slug()))
                    .data()
                    .flowRunId();
            facts.awaitOne(JobEnded.class, job -> job.flowRunId().equals(run));
            slipway.awaitState(run, "COMPLETED");
            assertThat(facts.within(Duration.ofSeconds(1), JobCreated.class, job -> job.flowRunId()
                            .equals(run)))
                    .hasSize(1);
        }
        assertThat(runs.startedStates(project.deploymentName())).containsExactly("COMPLETED");
    }

    private UUID due(TeamProject project) {
        try (Facts facts = slipway.facts()) {
            return facts.awaitOne(RunDue.class, due -> due.flowName().equals(project.slug()))
                    .data()
                    .flowRunId();
        }
    }
}
