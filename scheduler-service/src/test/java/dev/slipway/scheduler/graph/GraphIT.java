package dev.slipway.scheduler.graph;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.Calls;
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
class GraphIT {
    @Inject
    Pool pool;

    private static String taskRun(UUID flowRun, String name, String inputs) {
        return post(
                        "/api/task_runs/",
                        new JsonObject()
                                .put("flow_run_id", flowRun.toString())
                                .put("task_key", name)
                                .put("dynamic_key", "0")
                                .put("name", name)
                                .put("task_inputs", new JsonObject(inputs))
                                .put("state", new JsonObject().put("type", "RUNNING")),
                        201)
                .getString("id");
    }

    @Test
    void theGraphShowsTasksSubflowsAndArtifacts() {
        UUID run = Calls.flowRun(pool);
        var first = taskRun(run, "extract", "{}");
        var wrapper =
                taskRun(run, "child", "{\"rows\": [{\"input_type\": \"task_run\", \"id\": \"%s\"}]}".formatted(first));
        UUID child = Calls.flowRun(pool);
        pool.query("update flow_runs set parent_task_run_id = '" + wrapper
                        + "', state_type = 'RUNNING', start_time = now() where id = '" + child + "'")
                .execute()
                .await()
                .indefinitely();
        post(
                "/api/artifacts/",
                new JsonObject()
                        .put("type", "progress")
                        .put("data", 40)
                        .put("flow_run_id", run.toString())
                        .put("task_run_id", first),
                201);

        var graph = get("/api/flow_runs/" + run + "/graph-v2");

        assertThat(graph.getList("root_node_ids")).containsExactly(first);
        assertThat(graph.getList("nodes.collect { it[1].kind }")).containsExactly("task-run", "flow-run");
        assertThat(graph.getString("nodes[1][1].label")).endsWith(" / calm-run");
        assertThat(graph.getInt("nodes[0][1].artifacts[0].data")).isEqualTo(40);
        assertThat(graph.getBoolean("nodes[0][1].artifacts[0].is_latest")).isTrue();
        assertThat(graph.getString("nodes[1][1].parents[0].id")).isEqualTo(first);
        assertThat(graph.getList("artifacts")).isEmpty();
        assertThat(get("/api/flow_runs/" + run + "/graph-v2?since=2020-01-01T00:00:00Z")
                        .getList("nodes"))
                .hasSize(2);
        request()
                .get("/api/flow_runs/" + UUID.randomUUID() + "/graph-v2")
                .then()
                .statusCode(404);
    }

    @Test
    void theOlderGraphShowsWhatEachTaskRunDependsOn() {
        UUID run = Calls.flowRun(pool);
        var first = taskRun(run, "extract", "{}");
        taskRun(run, "load", "{\"rows\": [{\"input_type\": \"task_run\", \"id\": \"%s\"}]}".formatted(first));

        var graph = get("/api/flow_runs/" + run + "/graph");

        assertThat(graph.getString("find { it.name == 'load' }.upstream_dependencies[0].id"))
                .isEqualTo(first);
        assertThat(graph.getList("find { it.name == 'extract' }.upstream_dependencies"))
                .isEmpty();
        assertThat(get("/api/flow_runs/" + Calls.flowRun(pool) + "/graph").getList(""))
                .isEmpty();
        request().get("/api/flow_runs/" + UUID.randomUUID() + "/graph").then().statusCode(404);
    }
}
