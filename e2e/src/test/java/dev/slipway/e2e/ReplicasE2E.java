package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.local.system.Service;
import dev.slipway.testkit.Facts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two of each service do the work of one. */
class ReplicasE2E {
    private final Slipway slipway = Slipway.running();

    @Test
    void twoOfEachServiceMakeOneBuildOneRunAndOneContainerPerSlot() {
        TeamProject project = slipway.project("twice").every(6);
        try (Replica scheduler = slipway.replica(Service.SCHEDULER);
                Replica builder = slipway.replica(Service.BUILDER);
                Replica dispatcher = slipway.replica(Service.DISPATCHER);
                Facts facts = slipway.facts()) {
            assertThat(List.of(scheduler, builder, dispatcher)).allMatch(Replica::isReady);
            slipway.register(project);
            List<Envelope<RunDue>> due = facts.within(
                    Duration.ofSeconds(20), RunDue.class, run -> run.flowName().equals(project.slug()));
            project.pause(slipway.gateway());

            assertThat(due.size()).isBetween(3, 4);
            assertThat(due).extracting(run -> run.data().scheduledTime()).doesNotHaveDuplicates();
            assertThat(due).extracting(run -> run.data().flowRunId()).doesNotHaveDuplicates();
            due.forEach(run -> hasOneContainer(facts, run.data().flowRunId()));
            assertThat(facts.within(Duration.ofMillis(100), BuildStarted.class, build -> build.project()
                            .equals(project.slug())))
                    .hasSize(1);
        }
    }

    private static void hasOneContainer(Facts facts, UUID run) {
        facts.awaitOne(JobEnded.class, job -> job.flowRunId().equals(run));
        assertThat(facts.within(Duration.ofMillis(100), JobCreated.class, job -> job.flowRunId()
                        .equals(run)))
                .hasSize(1);
    }
}
