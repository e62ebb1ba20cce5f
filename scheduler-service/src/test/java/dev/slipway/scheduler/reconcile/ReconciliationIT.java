package dev.slipway.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.contracts.run.v1.RunRepaired;
import dev.slipway.contracts.run.v1.RunRepaired.Done;
import dev.slipway.contracts.run.v1.RunRepaired.Found;
import dev.slipway.scheduler.job.Ending;
import dev.slipway.scheduler.state.StateType;
import dev.slipway.scheduler.testing.Api;
import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Facts that never arrived: what the dispatcher knows and the run does not. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
@WithTestResource(DispatcherStandIn.class)
class ReconciliationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Repairs repairs;

    @Inject
    Reconciliation reconciliation;

    private Facts facts;

    @BeforeEach
    void open() {
        facts = Facts.ofThisTest();
    }

    @AfterEach
    void close() {
        DispatcherStandIn.answers(0);
        facts.close();
    }

    @Test
    void runOfWhichTheDispatcherNeverHeardIsToldAgainButNotAllTheTime() {
        UUID run = Deployed.on("docker").run();
        DispatcherStandIn.forget(run);

        RunRepaired repaired = repaired(run);

        assertThat(repaired.found()).isEqualTo(Found.NO_DISPATCH);
        assertThat(repaired.done()).isEqualTo(Done.TOLD_AGAIN);
        assertThat(repaired.message()).isEqualTo("The dispatcher did not know attempt 1; it was told again.");
        var told = facts.within(
                Duration.ofSeconds(4), RunDue.class, fact -> fact.flowRunId().equals(run));
        assertThat(told).hasSize(2);
        assertThat(told).extracting(fact -> fact.data().attempt()).containsOnly(1);
        assertThat(told.getLast().data().jobConfiguration())
                .isEqualTo(told.getFirst().data().jobConfiguration());
        assertThat(told.getLast().data().scheduledTime())
                .isEqualTo(told.getFirst().data().scheduledTime());
        assertThat(Deployed.stateOf(run)).isEqualTo("PENDING");
        await().atMost(PATIENCE).until(() -> reconciliation.runsWithoutJob() >= 1);
        DispatcherStandIn.knows(run, "RUNNING", "");
        await().atMost(PATIENCE).until(() -> reconciliation.runsWithoutJob() == 0);
    }

    @Test
    void runWhoseEndWasNeverToldCrashesWithTheReason() {
        UUID run = running();
        DispatcherStandIn.knows(run, "ENDED", "OUT_OF_MEMORY");

        RunRepaired repaired = repaired(run);

        assertThat(repaired.found()).isEqualTo(Found.DISPATCH_ENDED);
        assertThat(repaired.done()).isEqualTo(Done.ENDED);
        assertThat(repaired.message())
                .isEqualTo("The job of attempt 1 had ended and the run was not told; it became Crashed.");
        assertThat(Deployed.stateOf(run)).isEqualTo("CRASHED");
        assertThat(message(run)).isEqualTo("The node was short of memory.");
    }

    @Test
    void faultOfTheInfrastructureThatWasNeverToldLeadsToAnotherAttempt() {
        UUID run = running();
        DispatcherStandIn.knows(run, "ENDED", "EVICTED");

        assertThat(repaired(run).done()).isEqualTo(Done.SCHEDULED_AGAIN);
        DispatcherStandIn.knows(run, "RUNNING", "");

        facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run) && fact.attempt() == 2);
    }

    @Test
    void runWhoseJobWasLostUnseenCrashes() {
        UUID run = running();
        DispatcherStandIn.knows(run, "LOST", "");

        assertThat(repaired(run).found()).isEqualTo(Found.DISPATCH_LOST);
        assertThat(Deployed.stateOf(run)).isEqualTo("CRASHED");
    }

    @Test
    void cancelledRunOfWhichTheDispatcherNeverHeardIsNotStartedForThat() {
        UUID run = running();
        Deployed.propose(run, "CANCELLING", false);
        DispatcherStandIn.forget(run);

        assertThat(repaired(run).done()).isEqualTo(Done.ENDED);
        assertThat(Deployed.stateOf(run)).isEqualTo("CANCELLED");
        assertThat(facts.within(Duration.ofSeconds(2), RunDue.class, fact -> fact.flowRunId()
                        .equals(run)))
                .hasSize(1);
    }

    @Test
    void nothingIsConcludedFromADispatcherThatIsAway() {
        UUID run = running();
        DispatcherStandIn.answers(503);
        DispatcherStandIn.knows(run, "ENDED", "EXITED");

        assertThat(facts.within(Duration.ofSeconds(4), RunRepaired.class, fact -> fact.flowRunId()
                        .equals(run)))
                .isEmpty();
        DispatcherStandIn.answers(0);

        assertThat(repaired(run).done()).isEqualTo(Done.ENDED);
    }

    @Test
    void runOfAWorkerIsNoneOfTheDispatchersBusiness() {
        UUID run = running();
        Deployed.propose(run, "SCHEDULED", true);
        facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run) && fact.attempt() == 2);
        Deployed.propose(run, "CRASHED", true);
        Deployed.propose(run, "PENDING", true);
        Deployed.propose(run, "RUNNING", true);

        DispatcherStandIn.knows(run, "ENDED", "EXITED");

        assertThat(facts.within(Duration.ofSeconds(4), RunRepaired.class, fact -> fact.flowRunId()
                        .equals(run)))
                .isEmpty();
        assertThat(Deployed.stateOf(run)).isEqualTo("RUNNING");
    }

    @Test
    void ofManyReplicasOneRepairs() throws Exception {
        UUID run = running();
        var seen = new DispatchedRun("default", run, 1, stateId(run), StateType.RUNNING);
        var again = new Finding(Found.NO_DISPATCH, null);
        var ended = new Finding(Found.DISPATCH_ENDED, new Ending(1, EndReason.EXITED, "It ended."));

        assertThat(repairAtOnce(seen, again)).containsOnlyOnce(Optional.of(Done.TOLD_AGAIN));
        assertThat(repairAtOnce(seen, ended)).containsOnlyOnce(Optional.of(Done.ENDED));
        assertThat(facts.within(Duration.ofSeconds(2), RunRepaired.class, fact -> fact.flowRunId()
                        .equals(run)))
                .hasSize(2);
    }

    @Test
    void dispatcherLearnsWhereRunsAre() {
        UUID run = running();
        UUID stranger = UUID.randomUUID();

        JsonPath answer = Api.request()
                .body(attempts(List.of(run, stranger)))
                .post("/internal/v1/runs/states")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getList("runs.flowRunId", String.class)).containsExactly(run.toString());
        assertThat(answer.getInt("runs[0].attempt")).isEqualTo(1);
        assertThat(answer.getString("runs[0].stateType")).isEqualTo("RUNNING");
        assertThat(answer.getString("runs[0].since")).isNotNull();
        assertThat(Api.request("another")
                        .body(attempts(List.of(run)))
                        .post("/internal/v1/runs/states")
                        .jsonPath()
                        .getList("runs"))
                .isEmpty();
    }

    @Test
    void dispatcherMustAskWithSense() {
        List<UUID> tooMany =
                IntStream.range(0, 501).mapToObj(i -> new UUID(0, i)).toList();

        for (String body : List.of("{}", "{\"attempts\": [{}]}", attempts(tooMany))) {
            Api.request().body(body).post("/internal/v1/runs/states").then().statusCode(422);
        }
    }

    private List<Optional<Done>> repairAtOnce(DispatchedRun seen, Finding finding) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Optional<Done>> replica =
                    () -> repairs.repair(seen, finding).await().atMost(PATIENCE);
            return executor.invokeAll(List.of(replica, replica, replica)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    /** A run that was dispatched and whose process reported itself. */
    private UUID running() {
        UUID run = Deployed.on("docker").run();
        facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run));
        Deployed.propose(run, "RUNNING", true);
        return run;
    }

    private RunRepaired repaired(UUID run) {
        return facts.awaitOne(RunRepaired.class, fact -> fact.flowRunId().equals(run))
                .data();
    }

    private static String attempts(List<UUID> runs) {
        var attempts = new JsonArray();
        runs.forEach(run ->
                attempts.add(new JsonObject().put("flowRunId", run.toString()).put("attempt", 1)));
        return new JsonObject().put("attempts", attempts).encode();
    }

    private static UUID stateId(UUID run) {
        return UUID.fromString(Api.get("/api/flow_runs/" + run).getString("state_id"));
    }

    private static String message(UUID run) {
        return Api.get("/api/flow_runs/" + run).getString("state.message");
    }
}
