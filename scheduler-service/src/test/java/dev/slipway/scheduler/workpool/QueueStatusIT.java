package dev.slipway.scheduler.workpool;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class QueueStatusIT {
    @Test
    void aPoolAndItsQueuesShowWhichRunsTakeTheirSlots() {
        var deployed = Deployed.on("process");
        var running = deployed.run();
        Deployed.propose(running, "RUNNING", true);
        deployed.run();
        var queue = get("/api/deployments/" + deployed.id()).getString("work_queue_id");

        var pool = post("/api/work_pools/" + deployed.pool() + "/concurrency_status", "{}", 200);
        var ofQueue = post("/api/work_queues/" + queue + "/concurrency_status", "{\"limit\": 10}", 200);

        assertThat(pool.getInt("active_slots")).isEqualTo(1);
        assertThat(pool.getString("queues[0].flow_runs[0].id")).isEqualTo(running.toString());
        assertThat(pool.getInt("queues[0].flow_run_count")).isEqualTo(1);
        assertThat(ofQueue.getInt("count")).isEqualTo(1);
        assertThat(ofQueue.getInt("pages")).isEqualTo(1);
        assertThat(ofQueue.getFloat("flow_runs[0].time_in_current_state")).isNotNegative();
        request()
                .body("{}")
                .post("/api/work_pools/none/concurrency_status")
                .then()
                .statusCode(404);
    }

    @Test
    void aQueueWithoutAPoolBelongsToTheAgentsPool() {
        var name = unique("agents");
        var body = "{\"name\": \"%s\"}".formatted(name);

        var made = post("/api/work_queues/", body, 201);

        assertThat(made.getString("work_pool_name")).isEqualTo("default-agent-pool");
        assertThat(get("/api/work_queues/name/" + name).getString("id")).isEqualTo(made.getString("id"));
        post("/api/work_queues/", body, 409);
        request().get("/api/work_queues/name/none").then().statusCode(404);
    }

    @Test
    void theDueRunsOfOneQueueAreThoseThatAWorkerMayStart() {
        var deployed = Deployed.on("process");
        var due = deployed.run();
        var queue = get("/api/deployments/" + deployed.id()).getString("work_queue_id");

        assertThat(post("/api/work_queues/" + queue + "/get_runs", "{}", 200).<String>getList("id"))
                .containsExactly(due.toString());
    }
}
