package dev.slipway.scheduler.query;

import static dev.slipway.scheduler.testing.Api.flow;
import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.pool;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class FilterIT {
    private String flowId = "";
    private String deploymentId = "";
    private String runId = "";

    /** A deployment with a run, and a run without a deployment, both of one flow. */
    @BeforeEach
    void makeRuns() {
        var flowName = unique("flow");
        flowId = flow(flowName);
        deploymentId = post(
                        "/api/deployments/",
                        new JsonObject()
                                .put("name", "main")
                                .put("flow_id", flowId)
                                .put("work_pool_name", pool())
                                .put("tags", new JsonArray().add("blue"))
                                .put("concurrency_limit", 3),
                        201)
                .getString("id");
        runId = post("/api/deployments/" + deploymentId + "/create_flow_run", """
                {"name": "Fifty_percent", "idempotency_key": "k",
                 "state": {"type": "SCHEDULED", "state_details": {"scheduled_time": "2030-01-01T00:00:00Z"}}}""", 201)
                .getString("id");
        post(
                "/api/flow_runs/",
                new JsonObject().put("flow_id", flowId).put("name", "other").put("flow_version", "v1"),
                201);
    }

    private List<String> names(String criterion) {
        return post("/api/flow_runs/filter", """
                {"flows": {"id": {"any_": ["%s"]}}, "flow_runs": {%s}, "sort": "NAME_ASC"}""".formatted(flowId, criterion), 200)
                .getList("name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "name": {"like_": "FIFTY_P"}                                          | Fifty_percent
            "name": {"like_": "y%p"}                                              |
            "name": {"any_": ["other"]}                                           | other
            "tags": {"all_": ["blue"]}                                            | Fifty_percent
            "tags": {"any_": ["blue", "red"]}                                     | Fifty_percent
            "tags": {"is_null_": true}                                            | other
            "deployment_id": {"is_null_": true}                                   | other
            "deployment_id": {"operator": "or_", "is_null_": false}               | Fifty_percent
            "work_queue_name": {"any_": ["default"]}                              | Fifty_percent
            "state": {"type": {"any_": ["SCHEDULED"]}}                            | Fifty_percent
            "state": {"type": {"not_any_": ["SCHEDULED"]}}                        | other
            "state": {"operator": "or_", "type": {"any_": ["RUNNING"]}, "name": {"any_": ["Pending"]}} | other
            "flow_version": {"any_": ["v1"]}                                      | other
            "start_time": {"is_null_": false}                                     |
            "end_time": {"before_": "2026-01-01 00:00:00+00:00"}                  |
            "expected_start_time": {"after_": "2029-12-31 23:59:59.999999+00:00"} | Fifty_percent
            "next_scheduled_start_time": {"before_": "2030-01-01T00:00:00Z"}      | Fifty_percent
            "parent_task_run_id": {"any_": ["00000000-0000-0000-0000-000000000001"]} |
            "parent_flow_run_id": {"any_": ["00000000-0000-0000-0000-000000000001"]} |
            "idempotency_key": {"any_": ["k"]}                                    | Fifty_percent
            "created_by": {"type_": ["SCHEDULE"]}                                 |
            "id": {"any_": []}                                                    |
            """)
    void aCriterionFindsTheRunsThatItDescribes(String criterion, String expected) {
        assertThat(names(criterion)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID_DESC",
                "START_TIME_ASC",
                "START_TIME_DESC",
                "EXPECTED_START_TIME_ASC",
                "EXPECTED_START_TIME_DESC",
                "NAME_ASC",
                "NAME_DESC",
                "NEXT_SCHEDULED_START_TIME_ASC",
                "END_TIME_DESC"
            })
    void everySortIsKnown(String sort) {
        assertThat(post("/api/flow_runs/filter", "{\"limit\": 1, \"sort\": \"" + sort + "\"}", 200)
                        .getList("id"))
                .hasSize(1);
    }

    @Test
    void deploymentsAreFoundByWhatTheyAreAndBelongTo() {
        var mine = "\"flows\": {\"id\": {\"any_\": [\"" + flowId + "\"]}}";
        for (var criteria : List.of(
                "\"deployments\": {\"flow_or_deployment_name\": {\"like_\": \"flow-\"}}",
                "\"deployments\": {\"tags\": {\"any_\": [\"blue\"]}, \"paused\": {\"eq_\": false}}",
                "\"deployments\": {\"concurrency_limit\": {\"ge_\": 3, \"le_\": 3}, \"work_queue_name\": {\"any_\": [\"default\"]}}",
                "\"flow_runs\": {\"id\": {\"any_\": [\"" + runId + "\"]}}",
                "\"work_pools\": {\"type\": {\"any_\": [\"process\"]}}")) {
            assertThat(post("/api/deployments/filter", "{" + mine + ", " + criteria + "}", 200)
                            .getList("id"))
                    .as(criteria)
                    .containsExactly(deploymentId);
        }
        assertThat(post(
                                "/api/deployments/filter",
                                "{" + mine + ", \"deployments\": {\"concurrency_limit\":" + " {\"is_null_\": true}}}",
                                200)
                        .getList("id"))
                .isEmpty();
    }

    @Test
    void pagesAndCountsAgree() {
        var mine = "\"flows\": {\"id\": {\"any_\": [\"" + flowId + "\"]}}";

        var page = post(
                "/api/flow_runs/paginate", "{" + mine + ", \"limit\": 1, \"page\": 2, \"sort\": \"NAME_ASC\"}", 200);

        assertThat(page.getInt("count")).isEqualTo(2);
        assertThat(page.getInt("pages")).isEqualTo(2);
        assertThat(page.getList("results.name")).containsExactly("other");
        assertThat(request().body("{" + mine + "}").post("/api/flow_runs/count").asString())
                .isEqualTo("2");
        post("/api/flow_runs/filter", "{\"limit\": 201}", 422);
    }

    @Test
    void flowsAreFoundByTheirDeployments() {
        var bare = unique("bare");
        flow(bare);

        assertThat(post("/api/flows/filter", """
                {"flows": {"deployment": {"is_null_": true}, "name": {"like_": "%s"}}}""".formatted(bare), 200).getList("name"))
                .containsExactly(bare);
        assertThat(post("/api/flows/filter", """
                {"deployments": {"id": {"any_": ["%s"]}}}""".formatted(deploymentId), 200).getList("id"))
                .containsExactly(flowId);
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        request("elsewhere").body("{}").post("/api/flow_runs/count").then().statusCode(200);
        assertThat(request("elsewhere").body("{}").post("/api/flow_runs/count").asString())
                .isEqualTo("0");
        request("elsewhere").get("/api/flow_runs/" + runId).then().statusCode(404);
        request("elsewhere").get("/api/deployments/" + deploymentId).then().statusCode(404);
        request("elsewhere").get("/api/flows/" + flowId).then().statusCode(404);
        assertThat(get("/api/flow_runs/" + runId).getString("id")).isEqualTo(runId);
    }
}
