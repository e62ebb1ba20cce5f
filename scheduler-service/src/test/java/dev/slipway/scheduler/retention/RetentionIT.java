package dev.slipway.scheduler.retention;

import static dev.slipway.scheduler.Calls.gateway;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.Calls;
import dev.slipway.scheduler.retention.RetentionLoop.Kind;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
class RetentionIT {
    private static final Duration KEPT = Duration.ofDays(365);

    @Inject
    Pool pool;

    @Inject
    RetentionLoop retention;

    @Test
    void oldFlowRunsGoWithAllThatIsTheirs() {
        UUID run = endedRun("COMPLETED", 400);
        UUID task = taskOf(run);
        UUID artifact = artifact(run, unique("report"));
        IntStream.range(0, 450).forEach(i -> log(run));

        assertThat(retention.removeOld(Kind.FLOW_RUNS, KEPT)).isPositive();

        assertThat(statusOf("flow_runs", run)).isEqualTo(404);
        assertThat(statusOf("task_runs", task)).isEqualTo(404);
        assertThat(statusOf("artifacts", artifact)).isEqualTo(404);
        assertThat(count("logs where flow_run_id = $1", run)).isZero();
        assertThat(count("flow_run_states where flow_run_id = $1", run)).isZero();
    }

    @Test
    void whatIsYoungOrStillRunsStays() {
        UUID young = endedRun("COMPLETED", 300);
        UUID running = endedRun("RUNNING", 400);

        retention.removeOld(Kind.FLOW_RUNS, KEPT);

        assertThat(statusOf("flow_runs", young)).isEqualTo(200);
        assertThat(statusOf("flow_runs", running)).isEqualTo(200);
    }

    @Test
    void aSubflowStaysAsLongAsTheFlowThatCalledIt() {
        UUID parent = endedRun("COMPLETED", 300);
        UUID child = endedRun("COMPLETED", 400);
        change("update flow_runs set parent_task_run_id = $2 where id = $1", Tuple.of(child, taskOf(parent)));

        retention.removeOld(Kind.FLOW_RUNS, KEPT);
        assertThat(statusOf("flow_runs", child)).isEqualTo(200);

        age("flow_runs", parent, 400);
        retention.removeOld(Kind.FLOW_RUNS, KEPT);
        assertThat(statusOf("flow_runs", parent)).isEqualTo(404);
        assertThat(statusOf("flow_runs", child)).isEqualTo(404);
    }

    @Test
    void theNewestArtifactThatIsLeftBecomesTheLatestOfItsKey() {
        String key = unique("report");
        UUID kept = artifact(endedRun("COMPLETED", 1), key);
        artifact(endedRun("FAILED", 400), key);
        String lost = unique("report");
        artifact(endedRun("FAILED", 400), lost);

        retention.removeOld(Kind.FLOW_RUNS, KEPT);

        assertThat(gateway().get("/api/artifacts/" + key + "/latest").jsonPath().getString("latest_id"))
                .isEqualTo(kept.toString());
        assertThat(gateway().get("/api/artifacts/" + lost + "/latest").statusCode())
                .isEqualTo(404);
    }

    @Test
    void moreThanABatchGoesInOneRound() {
        List<UUID> runs =
                IntStream.range(0, 205).mapToObj(i -> endedRun("CRASHED", 500)).toList();

        assertThat(retention.removeOld(Kind.FLOW_RUNS, Duration.ofDays(450))).isGreaterThanOrEqualTo(205);

        assertThat(statusOf("flow_runs", runs.getLast())).isEqualTo(404);
    }

    @Test
    void taskRunsOutsideOfFlowsHaveTheirOwnTime() {
        UUID old = backgroundTask("COMPLETED", 400);
        UUID young = backgroundTask("COMPLETED", 300);
        UUID waiting = backgroundTask("SCHEDULED", 400);
        UUID ofFlow = taskOf(endedRun("COMPLETED", 1));
        change("update task_runs set state_type = 'COMPLETED' where id = $1", Tuple.of(ofFlow));
        age("task_runs", ofFlow, 400);

        retention.removeOld(Kind.TASK_RUNS, KEPT);

        assertThat(statusOf("task_runs", old)).isEqualTo(404);
        assertThat(List.of(young, waiting, ofFlow))
                .allSatisfy(task -> assertThat(statusOf("task_runs", task)).isEqualTo(200));
    }

    @Test
    void nothingIsRemovedWithinTheFirstHour() {
        UUID run = endedRun("COMPLETED", 0);

        retention.removeOld(Kind.FLOW_RUNS, Duration.ZERO);

        assertThat(statusOf("flow_runs", run)).isEqualTo(200);
    }

    private UUID endedRun(String state, int daysAgo) {
        UUID run = Calls.flowRun(pool);
        change("update flow_runs set state_type = $2, state_name = $2 where id = $1", Tuple.of(run, state));
        age("flow_runs", run, daysAgo);
        return run;
    }

    private UUID backgroundTask(String state, int daysAgo) {
        UUID task = task(new JsonObject());
        change("update task_runs set state_type = $2 where id = $1", Tuple.of(task, state));
        age("task_runs", task, daysAgo);
        return task;
    }

    private static UUID taskOf(UUID flowRun) {
        return task(new JsonObject().put("flow_run_id", flowRun.toString()));
    }

    private static UUID task(JsonObject more) {
        var body = new JsonObject().put("task_key", "sweep").put("dynamic_key", unique("call"));
        return UUID.fromString(post("/api/task_runs/", body.mergeIn(more), 201).getString("id"));
    }

    private static UUID artifact(UUID flowRun, String key) {
        var body = new JsonObject()
                .put("key", key)
                .put("type", "markdown")
                .put("data", "# done")
                .put("flow_run_id", flowRun.toString());
        return UUID.fromString(post("/api/artifacts/", body, 201).getString("id"));
    }

    private void log(UUID flowRun) {
        change(
                "insert into logs (id, workspace, timestamp, level, name, message, flow_run_id)"
                        + " values (gen_random_uuid(), 'default', now(), 20, 'test', 'a line', $1)",
                Tuple.of(flowRun));
    }

    private void age(String table, UUID id, int daysAgo) {
        change(
                "update " + table + " set end_time = now() - make_interval(days => $2) where id = $1",
                Tuple.of(id, daysAgo));
    }

    private void change(String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).await().indefinitely();
    }

    private long count(String where, UUID id) {
        return pool.preparedQuery("select count(*) from " + where)
                .execute(Tuple.of(id))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private static int statusOf(String kind, UUID id) {
        return gateway().get("/api/" + kind + "/" + id).statusCode();
    }
}
