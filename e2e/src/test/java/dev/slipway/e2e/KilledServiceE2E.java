package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.local.system.Service;
import dev.slipway.testkit.Facts;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that dies in the middle of the path and comes back leaves no trace: the push ends in exactly one completed run. */
class KilledServiceE2E {
    private static final Duration SOON = Duration.ofSeconds(4);

    private final Slipway slipway = Slipway.running();
    private final Runs runs = new Runs(slipway.gateway());
    private final TeamProject project = slipway.project("survivor");
    private final Facts facts = slipway.facts();

    @AfterEach
    void closeFacts() {
        facts.close();
    }

    @Test
    void builderKilledDuringItsBuild() {
        project.push();
        facts.awaitOne(BuildStarted.class, build -> build.project().equals(project.slug()));
        slipway.killAndRestart(Service.BUILDER);
        runsOnceWhenRegistered();
    }

    @Test
    void schedulerKilledWhenItIsToRegister() {
        project.push();
        facts.awaitOne(BuildSucceeded.class, build -> build.project().equals(project.slug()));
        slipway.killAndRestart(Service.SCHEDULER);
        runsOnceWhenRegistered();
    }

    @Test
    void dispatcherKilledWhenItIsToStartTheContainer() {
        slipway.register(project);
        project.scheduleOnce(slipway.gateway(), SOON);
        dueRun();
        slipway.killAndRestart(Service.DISPATCHER);
        completesOnce();
    }

    @Test
    void gatewayKilledWhileTheContainerStarts() {
        killedWhileTheContainerStarts(Service.GATEWAY);
    }

    @Test
    void schedulerKilledWhileTheContainerStarts() {
        killedWhileTheContainerStarts(Service.SCHEDULER);
    }

    private void killedWhileTheContainerStarts(Service service) {
        slipway.register(project);
        project.scheduleOnce(slipway.gateway(), SOON);
        UUID run = dueRun();
        facts.awaitOne(JobStarted.class, job -> job.flowRunId().equals(run));
        slipway.killAndRestart(service);
        completesOnce();
    }

    private void runsOnceWhenRegistered() {
        facts.awaitOne(
                DeploymentRegistered.class, deployment -> deployment.flowName().equals(project.slug()));
        project.scheduleOnce(slipway.gateway(), SOON);
        completesOnce();
        assertThat(facts.within(Duration.ofMillis(100), BuildSucceeded.class, build -> build.project()
                        .equals(project.slug())))
                .hasSize(1);
    }

    private UUID dueRun() {
        return facts.awaitOne(RunDue.class, due -> due.flowName().equals(project.slug()))
                .data()
                .flowRunId();
    }

    private void completesOnce() {
        UUID run = dueRun();
        facts.awaitOne(JobEnded.class, job -> job.flowRunId().equals(run));
        slipway.awaitCompleted(run);
        assertThat(facts.within(Duration.ofSeconds(1), JobCreated.class, job -> job.flowRunId()
                        .equals(run)))
                .hasSize(1);
        assertThat(runs.startedStates(project.deploymentName())).containsExactly("COMPLETED");
    }
}
