package dev.slipway.scheduler.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class DeploymentVersionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    @Test
    void rollbackTakesUpWhatAnEarlierPushRegistered() {
        String pool = Api.pool();
        String flow = Api.unique("etl");
        String name = "/slipway/v1/deployments/" + flow + "/nightly";
        try (var facts = Facts.ofThisTest()) {
            facts.send(build(flow, 1, spec(flow, pool, "v1", "0 1 * * *")));
            facts.send(build(flow, 2, spec(flow, pool, "v2", "0 2 * * *")));
            facts.awaitOne(
                    DeploymentRegistered.class,
                    fact -> fact.flowName().equals(flow) && Integer.valueOf(2).equals(fact.number()));
            String id = Api.get(name + "/versions").getString("deploymentId");
            assertThat(Api.patch("/api/deployments/" + id, "{\"paused\": true}").statusCode())
                    .isEqualTo(204);

            JsonPath done = Api.post(name + "/rollback", new JsonObject(), 200);

            assertThat(done.getInt("number")).isEqualTo(3);
            assertThat(done.getString("note")).isEqualTo("rollback of 1");
            assertThat(done.getString("commit")).isEqualTo("1".repeat(40));
            assertThat(done.getString("correlationId")).isEqualTo("push-1");
            var told = facts.awaitOne(
                    DeploymentRegistered.class,
                    fact -> fact.flowName().equals(flow) && Integer.valueOf(3).equals(fact.number()));
            assertThat(told.data().rollbackOf()).isEqualTo(1);
            assertThat(told.data().image()).isEqualTo("registry/etl@sha256:" + "v1".repeat(32));
        }
        JsonPath now = Api.get("/api/deployments/name/" + flow + "/nightly");
        assertThat(now.getString("version")).isEqualTo("v1");
        assertThat(now.getString("job_variables.image")).contains("@sha256:v1");
        assertThat(now.getMap("parameters")).containsEntry("which", "v1");
        assertThat(now.getString("schedules[0].schedule.cron")).isEqualTo("0 1 * * *");
        assertThat(now.getBoolean("paused")).isTrue();
        JsonPath versions = Api.get(name + "/versions");
        assertThat(versions.getList("versions.number", Integer.class)).containsExactly(3, 2, 1);
        assertThat(versions.getString("versions[1].digest")).isEqualTo("sha256:" + "v2".repeat(32));
    }

    @Test
    void sameDefinitionOfAClientIsNoNewVersion() {
        String pool = Api.pool();
        String flow = Api.flow(Api.unique("etl"));
        var body = new JsonObject()
                .put("name", "nightly")
                .put("flow_id", flow)
                .put("work_pool_name", pool)
                .put("parameters", new JsonObject().put("ratio", 60.0))
                .put(
                        "schedules",
                        new JsonArray()
                                .add(new JsonObject().put("schedule", new JsonObject().put("cron", "0 1 * * *"))));
        String id = Api.post("/api/deployments/", body, 201).getString("id");
        Api.post("/api/deployments/", body, 200);
        Api.patch("/api/deployments/" + id, "{\"paused\": true}");
        assertThat(Api.get("/slipway/v1/deployments/" + id + "/versions").getInt("current"))
                .isEqualTo(1);

        Api.patch("/api/deployments/" + id, "{\"parameters\": {\"ratio\": 61}}");

        JsonPath versions = Api.get("/slipway/v1/deployments/" + id + "/versions");
        assertThat(versions.getInt("current")).isEqualTo(2);
        assertThat(versions.getInt("versions[0].parameters.ratio")).isEqualTo(61);
    }

    @Test
    void whatThereIsNotCanNotBeTakenUp() {
        String id = Api.post(
                        "/api/deployments/",
                        new JsonObject()
                                .put("name", "nightly")
                                .put("flow_id", Api.flow(Api.unique("etl")))
                                .put("work_pool_name", Api.pool()),
                        201)
                .getString("id");
        String rollback = "/slipway/v1/deployments/" + id + "/rollback";

        assertThat(Api.post(rollback, new JsonObject(), 409).getString("detail"))
                .contains("no version before 1");
        assertThat(Api.post(rollback, new JsonObject().put("version", 1), 409).getString("detail"))
                .contains("is the current one");
        assertThat(Api.post(rollback, new JsonObject().put("version", 7), 404).getString("detail"))
                .contains("no version 7");
        Api.post(rollback, new JsonObject().put("version", "x"), 422);
        Api.post("/slipway/v1/deployments/" + UUID.randomUUID() + "/rollback", new JsonObject(), 404);
        Api.request().get("/slipway/v1/deployments/none/such/versions").then().statusCode(404);
    }

    @Test
    void versionsOutliveTheirDeploymentAndGoOnCounting() {
        var body = new JsonObject()
                .put("name", "nightly")
                .put("flow_id", Api.flow(Api.unique("etl")))
                .put("work_pool_name", Api.pool());
        String id = Api.post("/api/deployments/", body, 201).getString("id");
        Api.request().delete("/api/deployments/" + id).then().statusCode(204);
        Api.post("/api/deployments/", body.copy().put("description", "again"), 201);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Api.get("/slipway/v1/deployments/" + id + "/versions").getInt("current"))
                .isEqualTo(2));
    }

    private static DeploymentSpec spec(String flow, String pool, String version, String cron) {
        return new DeploymentSpec(
                "nightly",
                flow,
                "flows/etl.py:etl",
                null,
                version,
                List.of("etl"),
                Map.of("which", version),
                Map.of(),
                true,
                pool,
                null,
                Map.of("image", "registry/etl@sha256:" + version.repeat(32)),
                List.of(),
                null,
                null,
                null,
                null,
                false,
                List.of(new DeploymentSpec.ScheduleSpec("every", cron, null, null, null, null, null, true, Map.of())),
                null);
    }

    private static Envelope<BuildSucceeded> build(String project, long generation, DeploymentSpec spec) {
        var build = new BuildSucceeded(
                "default",
                UUID.randomUUID(),
                project,
                "refs/heads/main",
                String.valueOf(generation).repeat(40),
                generation,
                List.of(),
                List.of(spec),
                NOW);
        return new Envelope<>(UUID.randomUUID(), "/build-service", NOW, "push-" + generation, null, null, build);
    }
}
