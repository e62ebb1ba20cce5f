package dev.slipway.scheduler.taskrun;

import static dev.slipway.scheduler.Calls.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.slipway.scheduler.Calls;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class TaskRunIT {
    /** As the client creates the task run that tracks a subflow. */
    private static final String TRACKING = """
            {"state":{"type":"PENDING","name":"Pending","message":null,"state_details":{"untrackable_result":false,
             "pause_reschedule":false},"data":null},"name":"child-0","flow_run_id":"%s","task_key":"child-45eb1556",
             "dynamic_key":"0","cache_key":null,"cache_expiration":null,"task_version":"dd8d34be",
             "empirical_policy":{"max_retries":0,"retry_delay_seconds":0,"retries":0,"retry_delay":0},
             "tags":["a","b"],"labels":{"own":1},"task_inputs":{"n":[]}}
            """;

    @Inject
    Pool pool;

    @Test
    void trackingTaskRunIsMadeOnceAndInheritsLabels() {
        UUID run = Calls.flowRun(pool);

        var created = create(run, 201);
        var again = create(run, 200);

        assertThat(again.getString("id")).isEqualTo(created.getString("id"));
        assertThat(created.getString("state.name")).isEqualTo("Pending");
        assertThat(created.getString("state.state_details.task_run_id")).isEqualTo(created.getString("id"));
        assertThat(created.getString("state_id")).isEqualTo(created.getString("state.id"));
        assertThat(created.getMap("labels"))
                .containsEntry("own", 1)
                .containsEntry("prefect.flow-run.id", run.toString());
        assertThat(created.getList("tags")).containsExactly("a", "b");
        assertThat(created.getString("expected_start_time")).isNotNull();
        assertThat(created.getMap("")).doesNotContainKey("workspace");
    }

    @Test
    void taskRunOfAnUnknownFlowRunIsRefused() {
        gateway()
                .body(TRACKING.formatted(UUID.randomUUID()))
                .post("/api/task_runs/")
                .then()
                .statusCode(404);
        gateway("other")
                .body(TRACKING.formatted(Calls.flowRun(pool)))
                .post("/api/task_runs/")
                .then()
                .statusCode(404);
    }

    @Test
    void stateIsSetOncePerTransition() {
        String id = create(Calls.flowRun(pool), 201).getString("id");
        String body = "{\"state\":{\"type\":\"RUNNING\",\"state_details\":{\"transition_id\":\"" + UUID.randomUUID()
                + "\"}},\"force\":false,\"unknown\":1}";

        var accepted = gateway()
                .body(body)
                .post("/api/task_runs/" + id + "/set_state")
                .then()
                .statusCode(201)
                .body("status", equalTo("ACCEPT"))
                .body("details.type", equalTo("accept_details"))
                .extract()
                .jsonPath();
        gateway()
                .body(body)
                .post("/api/task_runs/" + id + "/set_state")
                .then()
                .statusCode(200)
                .body("status", equalTo("REJECT"))
                .body("state.id", equalTo(accepted.getString("state.id")));

        gateway()
                .get("/api/task_runs/" + id)
                .then()
                .statusCode(200)
                .body("run_count", equalTo(1))
                .body("state_name", equalTo("Running"));
        gateway()
                .get("/api/task_run_states/?task_run_id=" + id)
                .then()
                .body("name", equalTo(java.util.List.of("Pending", "Running")));
    }

    @Test
    void taskRunsAreFilteredCountedAndPaginated() {
        UUID run = Calls.flowRun(pool);
        create(run, 201);
        String mine = "\"task_runs\":{\"flow_run_id\":{\"any_\":[\"" + run
                + "\"]},\"state\":{\"type\":{\"any_\":[\"PENDING\"]}}}";
        String byFlowRun =
                "{\"flow_runs\":{\"id\":{\"any_\":[\"" + run + "\"]}},\"task_runs\":{\"tags\":{\"all_\":[\"b\"]}}}";

        gateway().body("{" + mine + "}").post("/api/task_runs/filter").then().body("$", hasSize(1));
        gateway().body(byFlowRun).post("/api/task_runs/filter").then().body("$", hasSize(1));
        gateway().body("{" + mine + "}").post("/api/task_runs/count").then().body(equalTo("1"));
        gateway()
                .body("{" + mine + ",\"limit\":10,\"page\":1}")
                .post("/api/task_runs/paginate")
                .then()
                .body("count", equalTo(1))
                .body("pages", equalTo(1))
                .body("results", hasSize(1));
        gateway("other")
                .body("{" + mine + "}")
                .post("/api/task_runs/count")
                .then()
                .body(equalTo("0"));
        gateway()
                .body("{\"task_runs\":{\"nope\":{}}}")
                .post("/api/task_runs/filter")
                .then()
                .statusCode(422);
    }

    @Test
    void taskRunCanBeRenamedAndDeletedByItsTenantOnly() {
        String path = "/api/task_runs/" + create(Calls.flowRun(pool), 201).getString("id");

        gateway("other").body("{\"name\":\"stolen\"}").patch(path).then().statusCode(404);
        gateway("other").delete(path).then().statusCode(404);
        gateway().body("{\"name\":\"renamed\"}").patch(path).then().statusCode(204);
        gateway().get(path).then().body("name", equalTo("renamed"));
        gateway().delete(path).then().statusCode(204);
        gateway().get(path).then().statusCode(404);
    }

    private static JsonPath create(UUID flowRun, int status) {
        return gateway()
                .body(TRACKING.formatted(flowRun))
                .post("/api/task_runs/")
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }
}
