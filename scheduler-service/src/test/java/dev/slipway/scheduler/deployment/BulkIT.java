package dev.slipway.scheduler.deployment;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Deployed.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class BulkIT {
    private static String any(String objects, Object... ids) {
        var list = new JsonArray();
        for (Object id : ids) {
            list.add(id.toString());
        }
        return new JsonObject()
                .put(objects, new JsonObject().put("id", new JsonObject().put("any_", list)))
                .encode();
    }

    @Test
    void runsAreDeletedTogether() {
        var deployed = Deployed.on("process");
        var first = deployed.run();
        var second = deployed.run();
        var kept = deployed.run();

        var answer = post("/api/flow_runs/bulk_delete", any("flow_runs", first, second, UUID.randomUUID()), 200);

        assertThat(answer.<String>getList("deleted")).containsExactlyInAnyOrder(first.toString(), second.toString());
        assertThat(stateOf(kept)).isEqualTo("SCHEDULED");
        post("/api/flow_runs/bulk_delete", "{\"limit\": 51}", 422);
    }

    @Test
    void oneStateIsProposedToManyAndDecidedForEach() {
        var deployed = Deployed.on("process");
        var scheduled = deployed.run();
        var running = deployed.run();
        Deployed.propose(running, "RUNNING", true);
        var body = new JsonObject(any("flow_runs", running, scheduled))
                .put("state", new JsonObject().put("type", "PENDING"));

        var answer = post("/api/flow_runs/bulk_set_state", body, 200);

        assertThat(answer.getString("results.find { it.flow_run_id == '" + scheduled + "' }.status"))
                .isEqualTo("ACCEPT");
        assertThat(answer.getString("results.find { it.flow_run_id == '" + running + "' }.status"))
                .isEqualTo("ABORT");
        assertThat(stateOf(scheduled)).isEqualTo("PENDING");
        assertThat(stateOf(running)).isEqualTo("RUNNING");
    }

    @Test
    void oneAskedRunThatIsRefusedDoesNotKeepTheOthersFromBeingMade() {
        var deployed = Deployed.with("process", new JsonObject("""
                {"parameter_openapi_schema": {"type": "object", "properties": {"day": {"type": "string"}}}}"""));

        var answer = post("/api/deployments/" + deployed.id() + "/create_flow_run/bulk", """
                [{"parameters": {"day": "monday"}}, {"parameters": {"day": 1}}, {"name": "third"}]""", 200);

        assertThat(answer.getList("results.status")).containsExactly("CREATED", "FAILED", "CREATED");
        assertThat(answer.getString("results[1].error")).contains("day");
        assertThat(get("/api/flow_runs/" + answer.getString("results[2].flow_run_id"))
                        .getString("name"))
                .isEqualTo("third");
        post("/api/deployments/" + UUID.randomUUID() + "/create_flow_run/bulk", "[]", 404);
    }

    @Test
    void deploymentsAndFlowsAreDeletedTogether() {
        var first = Deployed.on("process");
        var second = Deployed.on("process");
        var flow = get("/api/deployments/" + second.id()).getString("flow_id");

        assertThat(post("/api/deployments/bulk_delete", any("deployments", first.id()), 200)
                        .<String>getList("deleted"))
                .containsExactly(first.id().toString());
        assertThat(post("/api/flows/bulk_delete", any("flows", flow), 200).<String>getList("deleted"))
                .containsExactly(flow);

        request().get("/api/deployments/" + first.id()).then().statusCode(404);
        request().get("/api/deployments/" + second.id()).then().statusCode(404);
    }

    @Test
    void whoServesDeploymentsGetsTheirDueRuns() {
        var deployed = Deployed.on("process");
        var other = Deployed.on("process");
        other.run();
        var due = deployed.run();
        deployed.run(new JsonObject("""
                {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": "2091-01-02T00:00:00Z"}}}"""));
        var asked = new JsonObject()
                .put("deployment_ids", new JsonArray().add(deployed.id().toString()))
                .put("scheduled_before", "2090-01-01T00:00:00Z");

        assertThat(post("/api/deployments/get_scheduled_flow_runs", asked, 200).getList("id"))
                .containsExactly(due.toString());
        assertThat(get("/api/deployments/" + deployed.id() + "/work_queue_check")
                        .getString("[0].work_pool_name"))
                .isEqualTo(deployed.pool());
    }
}
