package dev.slipway.scheduler.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was tried in one deployment is run by another one, without a build. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class PromotionIT {
    private final String flow = Api.unique("etl");
    private String flowId = "";
    private String pool = "";

    @BeforeEach
    void createFlowAndPool() {
        flowId = Api.flow(flow);
        pool = Api.pool();
    }

    @Test
    void whatRunsIsTakenOverAndWhatItIsRunWithStays() {
        register(deployment("staging", "v1"));
        register(deployment("staging", "v2").put("entrypoint", "flows/new.py:etl"));
        register(deployment("production", "v0")
                .put("parameters", new JsonObject().put("which", "all"))
                .put("tags", new JsonArray().add("money"))
                .put("job_variables", variables("v0").put("env", new JsonObject().put("STAGE", "production")))
                .put("schedules", schedule("0 5 * * *")));

        JsonPath done = promote("production", from("staging"), 200);

        assertThat(done.getInt("number")).isEqualTo(2);
        assertThat(done.getString("note")).isEqualTo("promotion of " + flow + "/staging 2");
        assertThat(done.getMap("promoted")).isEqualTo(Map.of("deployment", flow + "/staging", "number", 2));
        JsonPath now = Api.get("/api/deployments/name/" + flow + "/production");
        assertThat(now.getString("version")).isEqualTo("v2");
        assertThat(now.getString("entrypoint")).isEqualTo("flows/new.py:etl");
        assertThat(now.getString("job_variables.image")).isEqualTo(image("v2"));
        assertThat(now.getString("job_variables.env.STAGE")).isEqualTo("production");
        assertThat(now.getMap("parameters")).isEqualTo(Map.of("which", "all"));
        assertThat(now.getList("tags")).isEqualTo(List.of("money"));
        assertThat(now.getList("schedules.schedule.cron")).isEqualTo(List.of("0 5 * * *"));
        // a push of the other one's definition is its own again
        assertThat(Api.get("/api/deployments/name/" + flow + "/staging").getString("job_variables.image"))
                .isEqualTo(image("v2"));
    }

    @Test
    void theSameAgainIsNoNewVersionAndAnOlderOneCanBeNamed() {
        register(deployment("staging", "v1"));
        register(deployment("staging", "v2"));
        register(deployment("production", "v0"));
        promote("production", from("staging"), 200);

        assertThat(promote("production", from("staging"), 200).getInt("number")).isEqualTo(2);
        JsonPath older = promote("production", from("staging").put("version", 1), 200);

        assertThat(older.getInt("number")).isEqualTo(3);
        assertThat(older.getString("image")).isEqualTo(image("v1"));
        assertThat(Api.post(path("production") + "/rollback", new JsonObject(), 200)
                        .getString("image"))
                .isEqualTo(image("v2"));
    }

    @Test
    void whatIsRemovedMeanwhileCanStillBePromoted() {
        String id = register(deployment("preview", "v1"));
        register(deployment("production", "v0"));
        Api.request().delete("/api/deployments/" + id).then().statusCode(204);

        assertThat(promote("production", new JsonObject().put("from", id), 200).getString("image"))
                .isEqualTo(image("v1"));
    }

    @Test
    void parametersThatTheNewCodeDoesNotTakeStopIt() {
        var schema = new JsonObject()
                .put("type", "object")
                .put("properties", new JsonObject().put("which", new JsonObject().put("type", "integer")));
        register(deployment("staging", "v1").put("parameter_openapi_schema", schema));
        register(deployment("production", "v0").put("parameters", new JsonObject().put("which", "all")));

        assertThat(promote("production", from("staging"), 409).getString("detail"))
                .contains("Validation failed for parameters", "which");
        assertThat(Api.get(path("production") + "/versions").getInt("current")).isEqualTo(1);
    }

    @Test
    void onlyAnotherDeploymentOfTheSameFlowCanBePromoted() {
        String id = register(deployment("production", "v0"));
        String other = Api.unique("other");
        Api.post("/api/deployments/", deployment("main", "v9").put("flow_id", Api.flow(other)), 201);

        assertThat(promote("production", new JsonObject().put("from", other + "/main"), 409)
                        .getString("detail"))
                .contains("of one flow", flow, other);
        assertThat(promote("production", new JsonObject().put("from", id), 409).getString("detail"))
                .contains("the same deployment");
        promote("production", from("nobody"), 404);
        register(deployment("staging", "v1"));
        assertThat(promote("production", from("staging").put("version", 7), 404).getString("detail"))
                .contains("no version 7");
        promote("nobody", from("staging"), 404);
        for (JsonObject wrong : List.of(
                new JsonObject(),
                new JsonObject().put("from", "staging"),
                from("staging").put("version", "x"))) {
            promote("production", wrong, 422);
        }
    }

    private JsonPath promote(String to, JsonObject body, int status) {
        return Api.post(path(to) + "/promote", body, status);
    }

    private String path(String name) {
        return "/slipway/v1/deployments/" + flow + "/" + name;
    }

    private JsonObject from(String name) {
        return new JsonObject().put("from", flow + "/" + name);
    }

    private static String register(JsonObject body) {
        return Api.request()
                .body(body.encode())
                .post("/api/deployments/")
                .then()
                .extract()
                .jsonPath()
                .getString("id");
    }

    private JsonObject deployment(String name, String version) {
        return new JsonObject()
                .put("name", name)
                .put("flow_id", flowId)
                .put("version", version)
                .put("entrypoint", "flows/etl.py:etl")
                .put("work_pool_name", pool)
                .put("job_variables", variables(version));
    }

    private static JsonObject variables(String version) {
        return new JsonObject().put("image", image(version));
    }

    private static String image(String version) {
        return "registry/etl@sha256:" + version.repeat(32);
    }

    private static JsonArray schedule(String cron) {
        return new JsonArray().add(new JsonObject().put("schedule", new JsonObject().put("cron", cron)));
    }
}
