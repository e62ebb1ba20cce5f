package dev.slipway.scheduler.deployment;

import static dev.slipway.scheduler.testing.Api.flow;
import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.patch;
import static dev.slipway.scheduler.testing.Api.pool;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class DeploymentIT {
    private static final String HOURLY = """
            {"slug": "hourly", "schedule": {"cron": "0 * * * *", "timezone": "Europe/Berlin", "day_or": true}}""";

    private String flowId = "";
    private String pool = "";

    @BeforeEach
    void makeFlowAndPool() {
        flowId = flow(unique("flow"));
        pool = pool();
    }

    private JsonObject body(String... schedules) {
        return new JsonObject()
                .put("name", "main")
                .put("flow_id", flowId)
                .put("work_pool_name", pool)
                .put("entrypoint", "flow.py:main")
                .put("parameters", new JsonObject().put("a", 1))
                .put("parameter_openapi_schema", new JsonObject("""
                        {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}},
                            "required": ["b"]}"""))
                .put("tags", new JsonArray().add("t"))
                .put("schedules", new JsonArray("[" + String.join(",", schedules) + "]"));
    }

    private String register(String... schedules) {
        return post("/api/deployments/", body(schedules), 201).getString("id");
    }

    private List<String> plannedRuns(String deploymentId) {
        return post("/api/flow_runs/filter", """
                {"flow_runs": {"deployment_id": {"any_": ["%s"]}}, "sort": "EXPECTED_START_TIME_ASC"}""".formatted(deploymentId), 200).getList("id");
    }

    private List<String> awaitPlannedRuns(String deploymentId) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> plannedRuns(deploymentId), runs -> runs.size() >= 3);
    }

    @Test
    void anImageThatIsTheRestOfATemplateIsRefusedOnCreationAndChange() {
        var dangling = new JsonObject().put("image", "$");
        assertThat(post("/api/deployments/", body().put("job_variables", dangling), 422)
                        .getString("detail"))
                .contains("job_variables.image is \"$\"");

        var id = register();
        var change = new JsonObject().put("job_variables", dangling);
        assertThat(patch("/api/deployments/" + id, change.encode()).statusCode())
                .isEqualTo(422);
        assertThat(get("/api/deployments/" + id).getMap("job_variables")).isEmpty();
    }

    @Test
    void theSecondRegistrationOfANameIsTheSameDeployment() {
        var id = register();

        var again = post("/api/deployments/", body().put("version", "2"), 200);

        assertThat(again.getString("id")).isEqualTo(id);
        assertThat(again.getString("version")).isEqualTo("2");
        assertThat(again.getString("work_queue_name")).isEqualTo("default");
        assertThat(again.getString("work_pool_name")).isEqualTo(pool);
    }

    @Test
    void registeringTheSameScheduleAgainKeepsItsPlannedRunsAndGivesThemTheNewParameters() {
        var id = register(HOURLY);
        var planned = awaitPlannedRuns(id);

        post("/api/deployments/", body(HOURLY).put("parameters", new JsonObject().put("a", 2)), 200);

        assertThat(plannedRuns(id)).containsAll(planned);
        assertThat(get("/api/flow_runs/" + planned.getFirst()).getInt("parameters.a"))
                .isEqualTo(2);
    }

    @Test
    void aChangedScheduleIsPlannedAfresh() {
        var id = register(HOURLY);
        var planned = awaitPlannedRuns(id);

        post("/api/deployments/", body(HOURLY.replace("0 *", "30 *")), 200);

        var replanned = awaitPlannedRuns(id);
        assertThat(replanned).doesNotContainAnyElementsOf(planned);
        assertThat(get("/api/flow_runs/" + replanned.getFirst()).getString("expected_start_time"))
                .contains(":30:00.000000Z");
    }

    @Test
    void pausingRemovesPlannedRunsAndResumingBringsThemBack() {
        var id = register(HOURLY);
        awaitPlannedRuns(id);

        request().post("/api/deployments/" + id + "/pause_deployment").then().statusCode(200);
        assertThat(plannedRuns(id)).isEmpty();

        request().post("/api/deployments/" + id + "/resume_deployment").then().statusCode(200);
        awaitPlannedRuns(id);
    }

    @Test
    void aPatchWithASlugChangesThatScheduleOnly() {
        var id = register(HOURLY, HOURLY.replace("\"hourly\"", "\"other\""));

        patch("/api/deployments/" + id, """
                {"schedules": [{"slug": "hourly", "active": false}]}""").then().statusCode(204);

        var schedules = get("/api/deployments/" + id + "/schedules");
        assertThat(schedules.getList("slug")).containsExactlyInAnyOrder("hourly", "other");
        assertThat(schedules.getList("findAll { !it.active }.slug")).containsExactly("hourly");
        patch("/api/deployments/" + id, """
                {"schedules": [{"schedule": {"interval": 60}}]}""").then().statusCode(422);
    }

    @Test
    void schedulesAreAddedAndRemovedOneByOne() {
        var id = register();
        var added = post("/api/deployments/" + id + "/schedules", """
                [{"schedule": {"interval": 3600.0, "anchor_date": "2026-11-23T01:20:18.261978Z", "timezone": "UTC"},
                  "active": true, "parameters": {}, "slug": null, "replaces": null}]""", 201);

        request()
                .delete("/api/deployments/" + id + "/schedules/" + added.getString("[0].id"))
                .then()
                .statusCode(204);

        assertThat(get("/api/deployments/" + id + "/schedules").getList("id")).isEmpty();
    }

    @Test
    void aScheduleThatMeansNothingIsRefused() {
        post("/api/deployments/", body(HOURLY.replace("0 * * * *", "61 * * * *")), 422);
        post("/api/deployments/", body(HOURLY.replace("Europe/Berlin", "Mars/North")), 422);
    }

    @Test
    void aRunGetsTheDeploymentsParametersUnderTheGivenOnes() {
        var id = register();

        var run = post("/api/deployments/" + id + "/create_flow_run", """
                {"parameters": {"b": "x"}, "tags": ["u"], "labels": {"k": "v"}, "idempotency_key": "once"}""", 201);
        var again = post("/api/deployments/" + id + "/create_flow_run", """
                {"parameters": {"b": "y"}, "idempotency_key": "once"}""", 200);

        assertThat(run.<String, Object>getMap("parameters"))
                .containsEntry("a", 1)
                .containsEntry("b", "x");
        assertThat(run.getList("tags")).containsExactly("t", "u");
        assertThat(run.<String, Object>getMap("labels"))
                .containsEntry("k", "v")
                .containsEntry("prefect.deployment.id", id);
        assertThat(run.getString("state_type")).isEqualTo("SCHEDULED");
        assertThat(run.getString("work_pool_name")).isEqualTo(pool);
        assertThat(again.getString("id")).isEqualTo(run.getString("id"));
    }

    @Test
    void parametersThatDoNotFitAreRefused() {
        var id = register();

        assertThat(post("/api/deployments/" + id + "/create_flow_run", "{\"parameters\": {\"b\": 3}}", 409)
                        .getString("detail"))
                .contains("Validation failed for parameters");
        assertThat(post("/api/deployments/" + id + "/create_flow_run", "{}", 409)
                        .getString("detail"))
                .contains("'b'");
        post("/api/deployments/", body().put("parameters", new JsonObject().put("a", "one")), 422);
    }

    @Test
    void jobVariablesThatDoNotFitThePoolAreRefused() {
        var bad = new JsonObject().put("env", 3);

        post("/api/deployments/", body().put("job_variables", bad), 422);
        patch(
                        "/api/deployments/" + register(),
                        "{\"work_pool_name\": \"" + pool + "\", \"job_variables\": {\"env\": 3}}")
                .then()
                .statusCode(409);
        post("/api/deployments/", body().put("work_pool_name", "no-such-pool"), 404);
    }

    @Test
    void theLimitIsShownAsALimitOfItsOwn() {
        var limited = post("/api/deployments/", body().put("concurrency_limit", 2), 201);

        assertThat(limited.<Object>get("concurrency_limit")).isNull();
        assertThat(limited.getInt("global_concurrency_limit.limit")).isEqualTo(2);
        patch("/api/deployments/" + limited.getString("id"), "{\"concurrency_limit\": null}")
                .then()
                .statusCode(204);
        assertThat(get("/api/deployments/" + limited.getString("id")).<Object>get("global_concurrency_limit"))
                .isNull();
    }

    @Test
    void aDeletedDeploymentTakesItsScheduledRunsWithIt() {
        var id = register();
        var run = post(
                "/api/deployments/" + id + "/create_flow_run",
                "{\"parameters\": {\"b\": \"x\"}, \"state\":"
                        + " {\"type\": \"SCHEDULED\", \"state_details\": {\"scheduled_time\": \"2099-01-01 00:00:00+00:00\"}}}",
                201);

        request().delete("/api/deployments/" + id).then().statusCode(204);

        request().get("/api/deployments/" + id).then().statusCode(404);
        request().get("/api/flow_runs/" + run.getString("id")).then().statusCode(404);
    }

    @Test
    void aRegistrationIsAFact() {
        var id = register();

        try (var facts = Facts.ofThisTest()) {
            var fact = facts.awaitOne(
                    DeploymentRegistered.class,
                    registered -> registered.deploymentId().toString().equals(id));
            assertThat(fact.data().deploymentName()).isEqualTo("main");
        }
    }
}
