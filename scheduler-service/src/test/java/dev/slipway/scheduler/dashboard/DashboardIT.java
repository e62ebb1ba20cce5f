package dev.slipway.scheduler.dashboard;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.Calls;
import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class DashboardIT {
    @Inject
    Pool pool;

    private static String taskRun(UUID flowRun, String state) {
        return post(
                        "/api/task_runs/",
                        new JsonObject()
                                .put("flow_run_id", flowRun.toString())
                                .put("task_key", "load")
                                .put("dynamic_key", UUID.randomUUID().toString())
                                .put("name", "load-1")
                                .put("state", new JsonObject().put("type", state)),
                        201)
                .getString("id");
    }

    private static String ofRun(UUID run) {
        return "{\"flow_runs\": {\"id\": {\"any_\": [\"%s\"]}}}".formatted(run);
    }

    @Test
    void aFlowShowsItsDeploymentsAndItsNextRun() {
        var deployed = Deployed.on("process");
        var flow = get("/api/deployments/" + deployed.id()).getString("flow_id");
        var other = UUID.randomUUID().toString();
        var later = deployed.run(new JsonObject("""
                {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": "2091-01-02T00:00:00Z"}}}"""));
        var sooner = deployed.run(new JsonObject("""
                {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": "2091-01-01T00:00:00Z"}}}"""));
        var both = "{\"flow_ids\": [\"%s\", \"%s\"]}".formatted(flow, other);

        var counts = post("/api/ui/flows/count-deployments", both, 200);
        var next = post("/api/ui/flows/next-runs", both, 200);

        assertThat(counts.getInt("'" + flow + "'")).isEqualTo(1);
        assertThat(counts.getInt("'" + other + "'")).isZero();
        assertThat(next.getString("'" + flow + "'.id"))
                .isEqualTo(sooner.toString())
                .isNotEqualTo(later.toString());
        assertThat(next.<Object>get("'" + other + "'")).isNull();
        post("/api/ui/flows/next-runs", "{\"flow_ids\": [\"x\"]}", 422);
    }

    @Test
    void taskRunsAreCountedPerRunAndPerState() {
        UUID run = Calls.flowRun(pool);
        taskRun(run, "COMPLETED");
        taskRun(run, "FAILED");

        assertThat(post("/api/ui/flow_runs/count-task-runs", "{\"flow_run_ids\": [\"%s\"]}".formatted(run), 200)
                        .getInt("'" + run + "'"))
                .isEqualTo(2);
        var counts = post("/api/ui/task_runs/count", ofRun(run), 200);
        assertThat(counts.getInt("COMPLETED")).isEqualTo(1);
        assertThat(counts.getInt("FAILED")).isEqualTo(1);
        assertThat(counts.getInt("RUNNING")).isZero();
    }

    @Test
    void aTaskRunShowsTheNameOfItsFlowRun() {
        UUID run = Calls.flowRun(pool);

        var shown = get("/api/ui/task_runs/" + taskRun(run, "COMPLETED"));

        assertThat(shown.getString("flow_run_name")).isEqualTo("calm-run");
        assertThat(shown.getString("state_type")).isEqualTo("COMPLETED");
        request().get("/api/ui/task_runs/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void endedTaskRunsFallIntoTwentyIntervals() {
        UUID run = Calls.flowRun(pool);
        var id = taskRun(run, "FAILED");
        pool.query("update task_runs set start_time = '2020-05-01T12:59:59Z' where id = '" + id + "'")
                .execute()
                .await()
                .indefinitely();

        var counts = post("/api/ui/task_runs/dashboard/counts", """
                {"flow_runs": {"id": {"any_": ["%s"]}}, "task_runs": {"start_time": {
                    "after_": "2020-05-01T12:00:00Z", "before_": "2020-05-01T12:59:59Z"}}}""".formatted(run), 200);

        assertThat(counts.getList("")).hasSize(20);
        assertThat(counts.getInt("[19].failed")).isEqualTo(1);
        assertThat(counts.getInt("[19].completed")).isZero();
        post("/api/ui/task_runs/dashboard/counts", "{\"task_runs\": {}}", 422);
    }

    @Test
    void aFormIsCheckedFieldByField() {
        var answer = post("/api/ui/schemas/validate", """
                {"schema": {"type": "object", "required": ["day"], "properties": {
                    "day": {"type": "string"}, "rows": {"type": "array", "items": {"type": "integer"}}}},
                 "values": {"rows": [1, "two"]}}""", 200);

        assertThat(answer.getBoolean("valid")).isFalse();
        assertThat(answer.getList("errors.property")).containsExactlyInAnyOrder("day", "rows");
        assertThat(answer.getInt("errors.find { it.property == 'rows' }.errors[0].index"))
                .isEqualTo(1);
        assertThat(post("/api/ui/schemas/validate", "{\"schema\": {}, \"values\": {\"a\": 1}}", 200)
                        .getBoolean("valid"))
                .isTrue();
        post("/api/ui/schemas/validate", "{\"schema\": {}}", 422);
    }
}
