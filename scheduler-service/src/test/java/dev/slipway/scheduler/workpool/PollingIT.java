package dev.slipway.scheduler.workpool;

import static dev.slipway.scheduler.testing.Api.flow;
import static dev.slipway.scheduler.testing.Api.patch;
import static dev.slipway.scheduler.testing.Api.pool;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class PollingIT {
    private String pool = "";
    private String flowId = "";

    @BeforeEach
    void makePool() {
        pool = pool();
        flowId = flow(unique("flow"));
    }

    private String deployment(@Nullable String queue, @Nullable Integer limit) {
        return post(
                        "/api/deployments/",
                        new JsonObject()
                                .put("name", unique("d"))
                                .put("flow_id", flowId)
                                .put("work_pool_name", pool)
                                .put("work_queue_name", queue)
                                .put("concurrency_limit", limit),
                        201)
                .getString("id");
    }

    private String run(String deploymentId, String scheduledTime) {
        return post("/api/deployments/" + deploymentId + "/create_flow_run", """
                {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": "%s"}}}""".formatted(scheduledTime), 201)
                .getString("id");
    }

    private List<String> poll(String body) {
        return post("/api/work_pools/" + pool + "/get_scheduled_flow_runs", body, 200)
                .getList("flow_run.id");
    }

    private void claim(String runId) {
        post("/api/flow_runs/" + runId + "/set_state", "{\"state\": {\"type\": \"PENDING\"}}", 201);
    }

    @Test
    void dueRunsComeByPriorityOfTheirQueueThenByTime() {
        var second = deployment("second", null);
        var first = deployment(null, null);
        var late = run(second, "2026-01-01T00:00:00Z");
        var early = run(first, "2026-01-03T00:00:00Z");
        var earlier = run(first, "2026-01-02T00:00:00Z");
        run(first, "2099-01-01T00:00:00Z");

        var runs = poll("{\"work_queue_names\": [], \"scheduled_before\": \"2027-08-21 10:00:00.123456+00:00\"}");

        assertThat(runs).containsExactly(earlier, early, late);
        assertThat(poll("{\"work_queue_names\": [\"second\"]}")).containsExactly(late);
    }

    @Test
    void limitsOfPoolAndQueueBoundWhatIsGiven() {
        var deployment = deployment(null, null);
        var first = run(deployment, "2026-01-01T00:00:00Z");
        var next = run(deployment, "2026-01-02T00:00:00Z");
        run(deployment, "2026-01-03T00:00:00Z");
        patch("/api/work_pools/" + pool, "{\"concurrency_limit\": 2}").then().statusCode(204);
        claim(first);

        assertThat(poll("{}")).containsExactly(next);

        patch("/api/work_pools/" + pool, "{\"concurrency_limit\": 0}").then().statusCode(204);
        assertThat(poll("{}")).isEmpty();
        patch("/api/work_pools/" + pool, "{\"concurrency_limit\": null}").then().statusCode(204);
        patch("/api/work_pools/" + pool + "/queues/default", "{\"concurrency_limit\": 2}")
                .then()
                .statusCode(204);
        assertThat(poll("{}")).containsExactly(next);
    }

    @Test
    void whatIsPausedGivesNothing() {
        run(deployment(null, null), "2026-01-01T00:00:00Z");

        patch("/api/work_pools/" + pool + "/queues/default", "{\"is_paused\": true}")
                .then()
                .statusCode(204);
        assertThat(poll("{}")).isEmpty();
        patch("/api/work_pools/" + pool + "/queues/default", "{\"is_paused\": false}")
                .then()
                .statusCode(204);
        assertThat(poll("{}")).hasSize(1);
        patch("/api/work_pools/" + pool, "{\"is_paused\": true}").then().statusCode(204);

        assertThat(poll("{}")).isEmpty();
    }

    @Test
    void runsThatWouldFindNoSlotDoNotCrowdOutTheOthers() {
        var limited = deployment(null, 1);
        var holder = run(limited, "2026-01-01T00:00:00Z");
        run(limited, "2026-01-02T00:00:00Z");
        var free = run(deployment(null, null), "2026-01-03T00:00:00Z");
        claim(holder);

        assertThat(poll("{}")).containsExactly(free);
    }

    @Test
    void aPollMakesTheQueueReady() {
        poll("{}");

        var queues = post("/api/work_pools/" + pool + "/queues/filter", "{}", 200);
        assertThat(queues.getString("[0].status")).isEqualTo("READY");
        assertThat(queues.getString("[0].last_polled")).isNotNull();
    }

    @Test
    void anUnknownPoolIsNotFound() {
        request()
                .body("{}")
                .post("/api/work_pools/" + unique("none") + "/get_scheduled_flow_runs")
                .then()
                .statusCode(404);
    }
}
