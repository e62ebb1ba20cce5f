package dev.slipway.scheduler.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.contracts.run.v1.RunStateChanged;
import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import dev.slipway.scheduler.testing.Api;
import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class OrchestratorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Orchestrator orchestrator;

    @Inject
    Pool pool;

    @Test
    void ofManyClaimsAtOnceExactlyOneWins() {
        UUID run = Deployed.on("process").run();

        List<Outcome> outcomes = all(IntStream.range(0, 32)
                .mapToObj(i -> propose(run, StateProposal.of(StateType.PENDING)))
                .toList());

        assertThat(outcomes).filteredOn(Outcome::isAccepted).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.status() == Outcome.Status.ABORT)
                .hasSize(31);
        assertThat(count("select count(*) from flow_run_states where flow_run_id = $1 and type = 'PENDING'", run))
                .isEqualTo(1);
    }

    @Test
    void ofManyRunsAtOnceOnlyAsManyStartAsThereAreSlots() {
        Deployed deployed = Deployed.with("process", new JsonObject().put("concurrency_limit", 3));
        List<UUID> runs = IntStream.range(0, 12).mapToObj(i -> deployed.run()).toList();

        List<Outcome> outcomes = all(runs.stream()
                .map(run -> propose(run, StateProposal.of(StateType.PENDING)))
                .toList());

        assertThat(outcomes).filteredOn(Outcome::isAccepted).hasSize(3);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.isAccepted())
                .allSatisfy(outcome -> assertThat(outcome.reason()).isEqualTo("Deployment concurrency limit reached."));
        assertThat(slots(deployed)).isEqualTo(3);

        outcomes.stream().filter(Outcome::isAccepted).forEach(won -> {
            UUID run = won.run().id();
            Deployed.propose(run, "RUNNING", false);
            Deployed.propose(run, "COMPLETED", false);
        });

        assertThat(slots(deployed)).isZero();
    }

    @Test
    void stateIsAnsweredAndReadable() {
        UUID run = Deployed.on("process").run();

        var answer = Api.post("/api/flow_runs/" + run + "/set_state", """
                {"state": {"type": "PENDING", "name": null, "message": "claimed", "data": null,
                    "state_details": {"transition_id": "55fa3a1d-d9ee-4e1b-8fc7-950784ef1171"}}, "force": false}""", 201);

        assertThat(answer.getString("status")).isEqualTo("ACCEPT");
        assertThat(answer.getString("details.type")).isEqualTo("accept_details");
        assertThat(answer.getString("state.state_details.flow_run_id")).isEqualTo(run.toString());
        assertThat(answer.getString("state.state_details.scheduled_time")).isNotNull();
        var read = Api.get("/api/flow_runs/" + run);
        assertThat(read.getString("state_id")).isEqualTo(answer.getString("state.id"));
        assertThat(read.getString("state.message")).isEqualTo("claimed");
    }

    @Test
    void refusalIsAnAnswer() {
        UUID run = Deployed.on("process").run();
        Deployed.propose(run, "PENDING", false);

        var answer = Api.post(
                "/api/flow_runs/" + run + "/set_state", "{\"state\": {\"type\": \"PENDING\"}, \"force\": false}", 200);

        assertThat(answer.getString("status")).isEqualTo("ABORT");
        assertThat(answer.getString("details.type")).isEqualTo("abort_details");
        assertThat(answer.getString("details.reason")).contains("cannot transition to a PENDING state");
        assertThat(answer.getString("state.type")).isEqualTo("PENDING");
    }

    @Test
    void unknownRunIsNotFound() {
        Api.request()
                .body("{\"state\": {\"type\": \"PENDING\"}}")
                .post("/api/flow_runs/" + UUID.randomUUID() + "/set_state")
                .then()
                .statusCode(404);
    }

    @Test
    void runOfAnotherWorkspaceIsNotFound() {
        UUID run = Deployed.on("process").run();

        Api.request("other")
                .body("{\"state\": {\"type\": \"PENDING\"}}")
                .post("/api/flow_runs/" + run + "/set_state")
                .then()
                .statusCode(404);
    }

    @Test
    void everyStateIsToldWithItsOwnId() {
        UUID run = Deployed.on("process").run();
        try (var facts = Facts.ofThisTest()) {
            String stateId = Deployed.propose(run, "PENDING", false).getString("state.id");

            var recorded = facts.awaitOne(
                    EventRecorded.class, fact -> fact.eventId().toString().equals(stateId));
            assertThat(recorded.id()).isEqualTo(recorded.data().eventId());
            assertThat(recorded.data().event()).containsEntry("event", "prefect.flow-run.Pending");
            assertThat(recorded.data().event()).containsKey("follows");
            assertThat(String.valueOf(recorded.data().event().get("related")))
                    .contains("prefect.deployment.", "prefect.work-pool.", "prefect.tag.nightly");
            var changed = facts.awaitOne(
                    RunStateChanged.class, fact -> fact.stateId().toString().equals(stateId));
            assertThat(changed.data().stateType()).isEqualTo("PENDING");
            assertThat(changed.correlationId()).isEqualTo("run:" + run);
        }
    }

    @Test
    void attemptThatWasReplacedIsRefused() {
        UUID run = Deployed.on("process").run();
        await(pool.preparedQuery("update flow_runs set attempt = 2 where id = $1")
                .execute(Tuple.of(run)));

        var answer = Api.request()
                .header("X-Slipway-Principal", "attempt")
                .header("X-Slipway-Attempt", run + "/1")
                .body("{\"state\": {\"type\": \"CRASHED\"}, \"force\": true}")
                .post("/api/flow_runs/" + run + "/set_state")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getString("status")).isEqualTo("ABORT");
        assertThat(Deployed.stateOf(run)).isEqualTo("SCHEDULED");
    }

    private Uni<Outcome> propose(UUID run, StateProposal proposal) {
        return orchestrator
                .propose(run, proposal, false, Caller.service("default"))
                .map(java.util.Optional::orElseThrow);
    }

    private static List<Outcome> all(List<Uni<Outcome>> proposals) {
        return await(Uni.join().all(proposals).andFailFast());
    }

    private long slots(Deployed deployed) {
        return await(pool.preparedQuery("select count(*) from concurrency_leases where limit_name = $1")
                        .execute(Tuple.of("deployment:" + deployed.id())))
                .iterator()
                .next()
                .getLong(0);
    }

    private long count(String sql, UUID id) {
        return await(pool.preparedQuery(sql).execute(Tuple.of(id)))
                .iterator()
                .next()
                .getLong(0);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
