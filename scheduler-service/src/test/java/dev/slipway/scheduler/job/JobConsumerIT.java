package dev.slipway.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.scheduler.testing.Api;
import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class JobConsumerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    @Test
    void runWhoseContainerDiedCrashesWithTheReason() {
        try (var facts = Facts.ofThisTest()) {
            UUID run = dispatched(facts);
            facts.send(fact(new JobCreated("default", run, 1, "docker", "engine:abc", "brave-fox", "etl:1", NOW)));
            await().atMost(PATIENCE).until(() -> "engine:abc"
                    .equals(Api.get("/api/flow_runs/" + run).getString("infrastructure_pid")));

            Envelope<JobEnded> ended = fact(new JobEnded(
                    "default",
                    run,
                    1,
                    "engine:abc",
                    EndReason.OUT_OF_MEMORY,
                    137,
                    "Container ran out of memory.",
                    NOW));
            facts.send(ended);
            facts.send(ended);

            await().atMost(PATIENCE).until(() -> Deployed.stateOf(run).equals("CRASHED"));
            assertThat(Api.get("/api/flow_runs/" + run).getString("state.message"))
                    .isEqualTo("Container ran out of memory.");
        }
    }

    @Test
    void cancelledRunIsToldToTheDispatcherAndEndsWithItsContainer() {
        try (var facts = Facts.ofThisTest()) {
            UUID run = dispatched(facts);
            Deployed.propose(run, "RUNNING", false);

            Deployed.propose(run, "CANCELLING", false);
            var asked = facts.awaitOne(
                    RunCancelRequested.class, fact -> fact.flowRunId().equals(run));
            assertThat(asked.data().attempt()).isEqualTo(1);
            facts.send(fact(new JobEnded("default", run, 1, "engine:abc", EndReason.CANCELLED, 143, "Stopped.", NOW)));

            await().atMost(PATIENCE).until(() -> Deployed.stateOf(run).equals("CANCELLED"));
        }
    }

    @Test
    void endOfAnOlderAttemptChangesNothing() {
        try (var facts = Facts.ofThisTest()) {
            UUID run = dispatched(facts);
            Deployed.propose(run, "CRASHED", true);
            Deployed.propose(run, "SCHEDULED", true);
            facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run) && fact.attempt() == 2);
            UUID other = dispatched(facts);

            facts.send(fact(new JobEnded("default", run, 1, null, EndReason.EXITED, 1, "old", NOW)));
            facts.send(fact(new JobEnded("default", run, 1, null, EndReason.EXITED, 1, "old", NOW)));
            facts.send(fact(new JobEnded("default", other, 1, null, EndReason.EXITED, 1, "new", NOW)));

            await().atMost(PATIENCE).until(() -> Deployed.stateOf(other).equals("CRASHED"));
            assertThat(Deployed.stateOf(run)).isEqualTo("PENDING");
        }
    }

    private static UUID dispatched(Facts facts) {
        UUID run = Deployed.on("docker").run();
        facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run));
        return run;
    }

    private static <E extends Event> Envelope<E> fact(E data) {
        return new Envelope<>(UUID.randomUUID(), "/dispatcher-service", NOW, "slot:1", null, null, data);
    }
}
