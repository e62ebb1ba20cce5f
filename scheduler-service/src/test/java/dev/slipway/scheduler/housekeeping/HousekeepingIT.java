package dev.slipway.scheduler.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class HousekeepingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Test
    void runThatNobodyPicksUpBecomesLate() {
        UUID run = Deployed.on("process").run();
        change(
                "update flow_runs set next_scheduled_start_time = next_scheduled_start_time - interval '1 minute'"
                        + " where id = $1",
                run);

        await().atMost(PATIENCE)
                .until(() -> "Late".equals(Api.get("/api/flow_runs/" + run).getString("state_name")));

        assertThat(Api.get("/api/flow_runs/" + run).getString("next_scheduled_start_time"))
                .isNotNull();
    }

    @Test
    void pauseThatNobodyEndsFailsTheRun() {
        UUID run = Deployed.on("process").run();
        Deployed.propose(run, "PENDING", false);
        Deployed.propose(run, "RUNNING", false);
        Api.post("/api/flow_runs/" + run + "/set_state", """
                {"state": {"type": "PAUSED", "state_details": {"pause_timeout": "2020-01-01T00:00:00Z", "pause_key": "1"}}}""", 201);

        await().atMost(PATIENCE).until(() -> Deployed.stateOf(run).equals("FAILED"));

        assertThat(Api.get("/api/flow_runs/" + run).getString("state.message"))
                .isEqualTo("The flow was paused and never resumed.");
    }

    @Test
    void cancellationThatNobodyFinishesEnds() {
        UUID run = Deployed.on("process").run();
        Deployed.propose(run, "PENDING", false);
        Deployed.propose(run, "RUNNING", false);
        Deployed.propose(run, "CANCELLING", false);
        change("update flow_runs set state_timestamp = state_timestamp - interval '10 minutes' where id = $1", run);

        await().atMost(PATIENCE).until(() -> Deployed.stateOf(run).equals("CANCELLED"));
    }

    @Test
    void subflowsEndWithTheRunThatTheyBelongTo() {
        UUID parent = running(Deployed.on("process").run());
        UUID inline = running(subflow(parent, Deployed.on("process")));
        change("update flow_runs set deployment_id = null where id = $1", inline);
        UUID deployed = running(subflow(parent, Deployed.on("process")));
        UUID waiting = subflow(parent, Deployed.on("process"));

        Deployed.propose(parent, "CANCELLED", true);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Deployed.stateOf(inline)).isEqualTo("CANCELLED");
            assertThat(Deployed.stateOf(deployed)).isEqualTo("CANCELLING");
            assertThat(Deployed.stateOf(waiting)).isEqualTo("CANCELLED");
        });
        assertThat(Api.get("/api/flow_runs/" + deployed).getString("state.message"))
                .isEqualTo("The flow run that it belongs to was cancelled.");
    }

    private static UUID running(UUID run) {
        Deployed.propose(run, "PENDING", false);
        Deployed.propose(run, "RUNNING", false);
        return run;
    }

    private static UUID subflow(UUID parent, Deployed deployed) {
        var task = new JsonObject()
                .put("flow_run_id", parent.toString())
                .put("task_key", "subflow")
                .put("dynamic_key", UUID.randomUUID().toString());
        return deployed.run(new JsonObject()
                .put(
                        "parent_task_run_id",
                        Api.post("/api/task_runs/", task, 201).getString("id")));
    }

    @Test
    void slotOfAClientThatVanishedIsFreeAgain() {
        Deployed deployed = Deployed.with("process", new JsonObject().put("concurrency_limit", 1));
        UUID first = deployed.run();
        Deployed.propose(first, "PENDING", false);
        change("update concurrency_leases set expires_at = now() - interval '1 second' where holder_id = $1", first);

        await().atMost(PATIENCE).until(() -> leases(first) == 0);

        UUID second = deployed.run();
        assertThat(Deployed.propose(second, "PENDING", false).getString("status"))
                .isEqualTo("ACCEPT");
    }

    @Test
    void slotOfADispatchedRunIsKeptAsLongAsItIsActive() {
        Deployed deployed = Deployed.with("process", new JsonObject().put("concurrency_limit", 1));
        UUID run = deployed.run();
        Deployed.propose(run, "PENDING", false);
        change("update flow_runs set attempt = 1, dispatched = true where id = $1", run);
        change("update concurrency_leases set expires_at = now() + interval '1 second' where holder_id = $1", run);

        await().atMost(PATIENCE).until(() -> secondsLeft(run) > 60);
    }

    private void change(String sql, UUID id) {
        pool.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(PATIENCE);
    }

    private long leases(UUID holder) {
        return number("select count(*) from concurrency_leases where holder_id = $1", holder);
    }

    private long secondsLeft(UUID holder) {
        return number(
                "select coalesce(max(extract(epoch from expires_at - now())), 0)::bigint"
                        + " from concurrency_leases where holder_id = $1",
                holder);
    }

    private long number(String sql, UUID id) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(id))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }
}
