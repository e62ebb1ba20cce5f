package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that dies in the middle of the path and comes back leaves no trace: the push ends in exactly one completed run. */
class KilledServiceE2E {
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final int SLOT_SECONDS = 10;

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

    @Test
    void schedulerKilledBetweenTheSlotsOfThePushsOwnSchedule() {
        project.every(SLOT_SECONDS);
        slipway.register(project);
        dueRun();
        slipway.killAndRestart(Service.SCHEDULER);
        told(Duration.ofSeconds(3 * SLOT_SECONDS), RunDue.class, this::isOurs);
        project.pause(slipway.gateway());

        List<RunDue> due = told(Duration.ofSeconds(2), RunDue.class, this::isOurs).stream()
                .sorted(Comparator.comparing(RunDue::scheduledTime))
                .toList();
        assertThat(due.size()).isGreaterThanOrEqualTo(3);
        assertThat(due).extracting(RunDue::scheduledTime).containsExactlyElementsOf(slots(due));
        due.forEach(run -> endsWithOneContainer(run.flowRunId()));
        assertThat(runs.startedStates(project.deploymentName()))
                .hasSameSizeAs(due)
                .containsOnly("COMPLETED");
    }

    /** Each instant of the schedule from the first one that is due to the last. */
    private static List<Instant> slots(List<RunDue> due) {
        return Stream.iterate(due.getFirst().scheduledTime(), slot -> slot.plusSeconds(SLOT_SECONDS))
                .limit(due.size())
                .toList();
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
        assertThat(told(Duration.ofMillis(100), BuildSucceeded.class, build -> build.project()
                        .equals(project.slug())))
                .hasSize(1);
    }

    /** What was told so far; a service that dies after it has published a fact publishes it again. */
    private <E extends Event> List<E> told(Duration window, Class<E> type, Predicate<E> fits) {
        return facts.within(window, type, fits).stream()
                .map(Envelope::data)
                .distinct()
                .toList();
    }

    private UUID dueRun() {
        return facts.awaitOne(RunDue.class, this::isOurs).data().flowRunId();
    }

    private boolean isOurs(RunDue due) {
        return due.flowName().equals(project.slug());
    }

    private void endsWithOneContainer(UUID run) {
        facts.awaitOne(JobEnded.class, job -> job.flowRunId().equals(run));
        slipway.awaitCompleted(run);
        assertThat(told(Duration.ofSeconds(1), JobCreated.class, job -> job.flowRunId()
                        .equals(run)))
                .hasSize(1);
    }

    private void completesOnce() {
        endsWithOneContainer(dueRun());
        assertThat(runs.startedStates(project.deploymentName())).containsExactly("COMPLETED");
    }
}
