package dev.slipway.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.contracts.run.v1.RunDue;
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
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs whose infrastructure failed get another attempt, as often as they may. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class InfrastructureRetryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private Facts facts;

    @BeforeEach
    void open() {
        facts = Facts.ofThisTest();
    }

    @AfterEach
    void close() {
        facts.close();
    }

    @Test
    void evictedRunIsStartedAgainAndCrashesWhenItsBudgetIsUsedUp() {
        UUID run = dispatched(Deployed.on("docker"), variables(new JsonObject().put("infrastructure_retries", 1)));
        send(new JobCreated("default", run, 1, "docker", "engine:abc", "brave-fox", "etl:1", NOW));
        Deployed.propose(run, "RUNNING", true);

        end(run, 1, EndReason.EVICTED);
        awaitState(run, "SCHEDULED");
        JsonPath waiting = Api.get("/api/flow_runs/" + run);
        assertThat(waiting.getString("state_name")).isEqualTo("AwaitingRetry");
        assertThat(waiting.getString("state.message"))
                .isEqualTo("The pod ended. Because of EVICTED, attempt 2 of 2 follows in 10 s.");
        assertThat(waiting.getInt("run_count")).isEqualTo(1);
        assertThat(waiting.getString("infrastructure_pid")).isNull();
        assertThat(waiting.getString("empirical_policy.retry_type")).isNull();

        due(run, 2);
        end(run, 1, EndReason.EVICTED);
        end(run, 2, EndReason.NODE_LOST);

        awaitState(run, "CRASHED");
        assertThat(message(run)).isEqualTo("The pod ended. Attempt 2 of 2 was the last.");
    }

    @Test
    void replacedAttemptHasNothingToSay() {
        UUID run = dispatched(Deployed.on("docker"), new JsonObject());
        end(run, 1, EndReason.PREEMPTED);
        due(run, 2);

        JsonPath answer = Api.request()
                .header("X-Slipway-Principal", "attempt")
                .header("X-Slipway-Attempt", run + "/1")
                .body("{\"state\": {\"type\": \"COMPLETED\"}}")
                .post("/api/flow_runs/" + run + "/set_state")
                .jsonPath();

        assertThat(answer.getString("status")).isEqualTo("ABORT");
        assertThat(Deployed.stateOf(run)).isEqualTo("PENDING");
    }

    @Test
    void ownRetryOfTheFlowIsNotUsedUpByAnEviction() {
        UUID run = dispatched(Deployed.on("docker"), new JsonObject());
        Api.patch("/api/flow_runs/" + run, "{\"empirical_policy\": {\"retries\": 1, \"retry_delay\": 0}}")
                .then()
                .statusCode(204);
        Deployed.propose(run, "RUNNING", true);
        end(run, 1, EndReason.EVICTED);
        due(run, 2);
        Deployed.propose(run, "RUNNING", true);

        assertThat(Deployed.propose(run, "FAILED", false).getString("state.name"))
                .isEqualTo("AwaitingRetry");
        Deployed.propose(run, "RUNNING", true);
        assertThat(Deployed.propose(run, "FAILED", false).getString("state.type"))
                .isNotEqualTo("SCHEDULED");
        assertThat(Deployed.stateOf(run)).isEqualTo("FAILED");
    }

    @Test
    void deploymentDecidesThatOtherEndingsAreTriedAgainToo() {
        Deployed deployed = Deployed.with(
                "docker",
                variables(new JsonObject()
                        .put(
                                "retry_reasons",
                                new JsonArray().add("OUT_OF_MEMORY").add("LOST"))));
        UUID killed = dispatched(deployed, new JsonObject());
        UUID lost = dispatched(deployed, new JsonObject());

        end(killed, 1, EndReason.OUT_OF_MEMORY);
        send(new JobLost("default", lost, 1, "engine:abc", "Nobody saw it.", NOW));

        awaitState(killed, "SCHEDULED");
        awaitState(lost, "SCHEDULED");
        assertThat(message(lost)).isEqualTo("Nobody saw it. Because of LOST, attempt 2 of 3 follows in 10 s.");
    }

    @Test
    void attemptThatIsLostIsNotStartedAgainUnlessThatIsAskedFor() {
        UUID run = dispatched(Deployed.on("docker"), new JsonObject());

        send(new JobLost("default", run, 1, "engine:abc", "Nobody saw it.", NOW));

        awaitState(run, "CRASHED");
        assertThat(message(run)).isEqualTo("Nobody saw it.");
    }

    @Test
    void runThatWaitsForItsRetryIsCancelledAtOnce() {
        UUID run = dispatched(Deployed.on("docker"), new JsonObject());
        send(new JobCreated("default", run, 1, "docker", "engine:abc", "brave-fox", "etl:1", NOW));
        end(run, 1, EndReason.NODE_LOST);
        awaitState(run, "SCHEDULED");

        Deployed.propose(run, "CANCELLING", false);

        assertThat(Deployed.stateOf(run)).isEqualTo("CANCELLED");
    }

    @Test
    void cancelledRunIsNotStartedAgain() {
        UUID run = dispatched(Deployed.on("docker"), new JsonObject());
        Deployed.propose(run, "CANCELLING", false);

        end(run, 1, EndReason.NODE_LOST);

        awaitState(run, "CANCELLED");
    }

    @Test
    void wishThatMakesNoSenseIsRefusedWhereItIsMade() {
        Deployed deployed = Deployed.on("docker");
        String unknown = variables(new JsonObject().put("retry_reasons", new JsonArray().add("OOM")))
                .encode();

        Api.patch("/api/deployments/" + deployed.id(), unknown).then().statusCode(409);
        var refused = Api.request()
                .body(variables(new JsonObject().put("infrastructure_retries", 21))
                        .encode())
                .post("/api/deployments/" + deployed.id() + "/create_flow_run");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo("infrastructure_retries: a whole number from 0 to 20 is needed, not 21");
    }

    private UUID dispatched(Deployed deployed, JsonObject fields) {
        UUID run = deployed.run(fields);
        due(run, 1);
        return run;
    }

    private static JsonObject variables(JsonObject variables) {
        return new JsonObject().put("job_variables", variables);
    }

    private void due(UUID run, int attempt) {
        facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run) && fact.attempt() == attempt);
    }

    private void end(UUID run, int attempt, EndReason reason) {
        send(new JobEnded("default", run, attempt, "engine:abc", reason, null, "The pod ended.", NOW));
    }

    private void send(Event data) {
        facts.send(new Envelope<>(UUID.randomUUID(), "/dispatcher-service", NOW, "slot:1", null, null, data));
    }

    private static String message(UUID run) {
        return Api.get("/api/flow_runs/" + run).getString("state.message");
    }

    private static void awaitState(UUID run, String type) {
        await().atMost(PATIENCE).until(() -> Deployed.stateOf(run).equals(type));
    }
}
