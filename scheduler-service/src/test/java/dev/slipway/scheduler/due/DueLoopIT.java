package dev.slipway.scheduler.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.scheduler.signal.Signals;
import dev.slipway.scheduler.testing.Api;
import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.scheduler.workpool.WorkPoolConfig;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class DueLoopIT {
    @Inject
    DueRepository due;

    @Inject
    Claims claims;

    @Inject
    DueConfig config;

    @Inject
    WorkPoolConfig pools;

    @Inject
    Clock clock;

    @Test
    void dueRunIsClaimedAndToldWithAllThatDispatchNeeds() {
        Deployed deployed = Deployed.with(
                "docker",
                new JsonObject()
                        .put(
                                "job_variables",
                                new JsonObject()
                                        .put("command", "of the deployment")
                                        .put(
                                                "env",
                                                new JsonObject().put("A", "1").put("B", "1"))));
        try (var facts = Facts.ofThisTest()) {
            UUID run = deployed.run(
                    new JsonObject().put("job_variables", new JsonObject().put("env", new JsonObject().put("B", "2"))));

            RunDue told = facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run))
                    .data();

            assertThat(told.attempt()).isEqualTo(1);
            assertThat(told.workPoolName()).isEqualTo(deployed.pool());
            assertThat(told.workPoolType()).isEqualTo("docker");
            assertThat(told.workQueueName()).isEqualTo("default");
            assertThat(told.flowName()).isEqualTo(deployed.flow());
            assertThat(told.deploymentName()).isEqualTo("nightly");
            assertThat(told.jobConfiguration()).containsEntry("command", "{{ command }}");
            assertThat(told.jobVariables()).containsEntry("command", "of the deployment");
            assertThat(told.jobVariables().get("env")).isEqualTo(java.util.Map.of("A", "1", "B", "2"));
            assertThat(Deployed.stateOf(run)).isEqualTo("PENDING");
        }
    }

    @Test
    void threeLoopsClaimEveryRunOnce() throws Exception {
        Deployed deployed = Deployed.on("docker");
        Instant start = clock.instant().plusSeconds(4);
        Set<UUID> runs = new HashSet<>(runsAt(deployed, 200, start));
        try (var facts = Facts.ofThisTest();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            org.awaitility.Awaitility.await().until(() -> !clock.instant().isBefore(start));
            Callable<Integer> loop = () -> new DueLoop(due, claims, config, pools, new Signals(), clock).claimAllDue();
            executor.invokeAll(List.of(loop, loop, loop));

            List<Envelope<RunDue>> told = new ArrayList<>(
                    facts.within(Duration.ofSeconds(5), RunDue.class, fact -> runs.contains(fact.flowRunId())));
            assertThat(told).extracting(fact -> fact.data().flowRunId()).containsExactlyInAnyOrderElementsOf(runs);
            assertThat(told).extracting(fact -> fact.data().attempt()).containsOnly(1);
        }
    }

    /** A worker polls before it loses the pool, and claims afterwards. */
    @Test
    void runIsClaimedByAWorkerOrByTheDispatcher() {
        Deployed deployed = Deployed.on("docker");
        paused(deployed, true);
        List<UUID> runs = runsAt(deployed, 60, clock.instant());
        List<UUID> ofTheWorker = new ArrayList<>(
                runs.subList(0, 5).stream().filter(DueLoopIT::isClaimedByWorker).toList());
        try (var facts = Facts.ofThisTest()) {
            paused(deployed, false);
            runs.subList(10, 60).reversed().stream()
                    .filter(DueLoopIT::isClaimedByWorker)
                    .forEach(ofTheWorker::add);

            List<UUID> told =
                    facts.within(Duration.ofSeconds(5), RunDue.class, fact -> runs.contains(fact.flowRunId())).stream()
                            .map(fact -> fact.data().flowRunId())
                            .toList();
            assertThat(told).containsAll(runs.subList(5, 10)).doesNotHaveDuplicates();
            assertThat(ofTheWorker).containsAll(runs.subList(0, 5)).doesNotContainAnyElementsOf(told);
            assertThat(told.size() + ofTheWorker.size()).isEqualTo(runs.size());
        }
    }

    @Test
    void poolLimitHoldsRunsBackUntilOthersEnd() {
        Deployed deployed = Deployed.on("docker");
        Api.patch("/api/work_pools/" + deployed.pool(), "{\"concurrency_limit\": 2}")
                .then()
                .statusCode(204);
        try (var facts = Facts.ofThisTest()) {
            Set<UUID> runs =
                    IntStream.range(0, 3).mapToObj(i -> deployed.run()).collect(java.util.stream.Collectors.toSet());

            List<Envelope<RunDue>> told =
                    facts.within(Duration.ofSeconds(3), RunDue.class, fact -> runs.contains(fact.flowRunId()));
            assertThat(told).hasSize(2);

            UUID ended = told.getFirst().data().flowRunId();
            Deployed.propose(ended, "COMPLETED", true);

            facts.awaitOne(
                    RunDue.class,
                    fact -> runs.contains(fact.flowRunId())
                            && told.stream()
                                    .noneMatch(one -> one.data().flowRunId().equals(fact.flowRunId())));
        }
    }

    @Test
    void runThatWaitedForASlotStartsAsSoonAsOneIsFree() {
        Deployed deployed = Deployed.with("docker", new JsonObject().put("concurrency_limit", 1));
        try (var facts = Facts.ofThisTest()) {
            UUID first = deployed.run();
            facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(first));
            UUID second = deployed.run();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Api.get(
                            "/api/flow_runs/" + second)
                    .getString("state_name")
                    .equals("AwaitingConcurrencySlot"));

            Deployed.propose(first, "COMPLETED", true);

            var told = facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(second));
            assertThat(told.data().attempt()).isEqualTo(1);
        }
    }

    @Test
    void poolWithAnOnlineWorkerIsLeftToIt() {
        Deployed deployed = Deployed.on("docker");
        Api.request()
                .body("{\"name\": \"w1\", \"heartbeat_interval_seconds\": 30}")
                .post("/api/work_pools/" + deployed.pool() + "/workers/heartbeat")
                .then()
                .statusCode(204);
        try (var facts = Facts.ofThisTest()) {
            UUID run = deployed.run();

            assertThat(facts.within(Duration.ofSeconds(3), RunDue.class, fact -> fact.flowRunId()
                            .equals(run)))
                    .isEmpty();
            assertThat(Deployed.stateOf(run)).isEqualTo("SCHEDULED");
        }
    }

    @Test
    void pausedPoolStartsNothing() {
        Deployed deployed = Deployed.on("docker");
        Api.patch("/api/work_pools/" + deployed.pool(), "{\"is_paused\": true}")
                .then()
                .statusCode(204);
        try (var facts = Facts.ofThisTest()) {
            UUID run = deployed.run();

            assertThat(facts.within(Duration.ofSeconds(3), RunDue.class, fact -> fact.flowRunId()
                            .equals(run)))
                    .isEmpty();
        }
    }

    @Test
    void poolOfAnotherTypeIsNotOurs() {
        Deployed deployed = Deployed.on("process");
        try (var facts = Facts.ofThisTest()) {
            UUID run = deployed.run();

            assertThat(facts.within(Duration.ofSeconds(3), RunDue.class, fact -> fact.flowRunId()
                            .equals(run)))
                    .isEmpty();
        }
    }

    private static boolean isClaimedByWorker(UUID run) {
        return Deployed.propose(run, "PENDING", false).getString("status").equals("ACCEPT");
    }

    private static void paused(Deployed deployed, boolean paused) {
        Api.patch("/api/work_pools/" + deployed.pool(), "{\"is_paused\": " + paused + "}")
                .then()
                .statusCode(204);
    }

    private static List<UUID> runsAt(Deployed deployed, int count, Instant time) {
        JsonObject scheduled = new JsonObject()
                .put(
                        "state",
                        new JsonObject()
                                .put("type", "SCHEDULED")
                                .put("state_details", new JsonObject().put("scheduled_time", time.toString())));
        return IntStream.range(0, count).mapToObj(i -> deployed.run(scheduled)).toList();
    }
}
