package dev.slipway.scheduler.workpool;

import static dev.slipway.scheduler.testing.Api.get;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class WorkPoolIT {
    @Test
    void aNewPoolHasADefaultQueue() {
        var name = pool();

        var made = get("/api/work_pools/" + name);
        var queue = get("/api/work_queues/" + made.getString("default_queue_id"));

        assertThat(queue.getString("name")).isEqualTo("default");
        assertThat(queue.getInt("priority")).isEqualTo(1);
        assertThat(queue.getString("work_pool_name")).isEqualTo(name);
        assertThat(made.getMap("storage_configuration").keySet())
                .containsExactlyInAnyOrder(
                        "bundle_upload_step", "bundle_execution_step", "default_result_storage_block_id");
    }

    @Test
    void aNameIsGivenOnce() {
        var name = pool();

        post("/api/work_pools/", new JsonObject().put("name", name).put("type", "process"), 409);
    }

    @Test
    void reservedNamesAreForbidden() {
        post("/api/work_pools/", new JsonObject().put("name", "Prefect-mine").put("type", "process"), 403);
    }

    @Test
    void aTemplateThatUsesAnUndeclaredVariableIsRefused() {
        var answer = post("/api/work_pools/", """
                {"name": "%s", "type": "process", "base_job_template": {"job_configuration": {"image": "{{ image }}"},
                    "variables": {"type": "object", "properties": {"env": {}}}}}""".formatted(unique("bad")), 422);

        assertThat(answer.getString("detail")).contains("image");
    }

    @Test
    void nullRemovesTheLimitAndAbsenceKeepsIt() {
        var name = pool();
        patch("/api/work_pools/" + name, "{\"concurrency_limit\": 3}").then().statusCode(204);
        patch("/api/work_pools/" + name, "{\"is_paused\": true}").then().statusCode(204);
        assertThat(get("/api/work_pools/" + name).getInt("concurrency_limit")).isEqualTo(3);
        assertThat(get("/api/work_pools/" + name).getString("status")).isEqualTo("PAUSED");

        patch("/api/work_pools/" + name, "{\"concurrency_limit\": null}").then().statusCode(204);

        assertThat(get("/api/work_pools/" + name).<Object>get("concurrency_limit"))
                .isNull();
    }

    @Test
    void aWorkerIsOnlineAfterItsHeartbeat() {
        var name = pool("exotic");
        assertThat(get("/api/work_pools/" + name).getString("status")).isEqualTo("NOT_READY");

        request()
                .body("{\"name\": \"w\", \"heartbeat_interval_seconds\": 30.0, \"metadata\": {}}")
                .post("/api/work_pools/" + name + "/workers/heartbeat")
                .then()
                .statusCode(204);

        var online = post(
                "/api/work_pools/" + name + "/workers/filter",
                "{\"workers\": {\"operator\": \"and_\", \"status\": {\"any_\": [\"ONLINE\"]}}, \"limit\": null}",
                200);
        assertThat(online.getList("name")).containsExactly("w");
        assertThat(get("/api/work_pools/" + name).getString("status")).isEqualTo("READY");
    }

    @Test
    void aPoolThatTheDispatcherServesIsReadyWithoutAWorker() {
        assertThat(get("/api/work_pools/" + pool("docker")).getString("status")).isEqualTo("READY");
    }

    @Test
    void queuesAreMadeChangedAndRemoved() {
        var queues = "/api/work_pools/" + pool() + "/queues";
        post(queues, "{\"name\": \"fast\", \"concurrency_limit\": 2}", 201);
        post(queues, "{\"name\": \"fast\"}", 409);
        patch(queues + "/fast", "{\"priority\": 1}").then().statusCode(204);
        assertThat(get(queues + "/fast").getInt("priority")).isEqualTo(1);
        assertThat(post(queues + "/filter", "{}", 200).getList("name")).containsExactly("default", "fast");

        request().delete(queues + "/fast").then().statusCode(204);

        request().get(queues + "/fast").then().statusCode(404);
    }

    @Test
    void aPoolOfAnotherWorkspaceIsNotThere() {
        var name = pool();

        request("other").get("/api/work_pools/" + name).then().statusCode(404);
    }
}
