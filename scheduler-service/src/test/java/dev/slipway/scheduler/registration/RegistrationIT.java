package dev.slipway.scheduler.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class RegistrationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    @Test
    void buildRegistersItsDeploymentsAndTheirNextRuns() {
        String pool = Api.pool();
        String flow = Api.unique("etl");
        try (var facts = Facts.ofThisTest()) {
            facts.send(build("p1", 1, spec(flow, "nightly", pool, "v1"), spec(flow, "hourly", pool, "v1")));

            var told = facts.awaitOne(
                    DeploymentRegistered.class,
                    fact -> fact.flowName().equals(flow)
                            && fact.deploymentName().equals("hourly"));
            assertThat(told.data().image()).isEqualTo("registry/etl@sha256:v1");
            assertThat(told.correlationId()).isEqualTo("push-1");
        }
        var read = Api.get("/api/deployments/name/" + flow + "/nightly");
        assertThat(read.getString("work_pool_name")).isEqualTo(pool);
        assertThat(read.getString("job_variables.image")).isEqualTo("registry/etl@sha256:v1");
        await().atMost(PATIENCE).until(() -> runsOf(read.getString("id")) == 3);
    }

    @Test
    void slowOldBuildDoesNotOverwriteANewerOne() {
        String pool = Api.pool();
        String flow = Api.unique("etl");
        String project = Api.unique("project");
        try (var facts = Facts.ofThisTest()) {
            facts.send(build(project, 2, spec(flow, "nightly", pool, "v2")));
            facts.send(build(project, 1, spec(flow, "nightly", pool, "v1")));
            facts.send(build(project, 3, spec(flow, "hourly", pool, "v3")));

            facts.awaitOne(
                    DeploymentRegistered.class,
                    fact -> fact.flowName().equals(flow)
                            && fact.deploymentName().equals("hourly"));
        }
        assertThat(Api.get("/api/deployments/name/" + flow + "/nightly").getString("version"))
                .isEqualTo("v2");
    }

    @Test
    void pushLeavesPausedWhatSomebodyPausedUnlessItsFileSaysOtherwise() {
        String pool = Api.pool();
        String flow = Api.unique("etl");
        String project = Api.unique("project");
        String address = "/api/deployments/name/" + flow + "/nightly";
        try (var facts = Facts.ofThisTest()) {
            facts.send(build(project, 1, pausing(flow, pool, "v1", null, null)));
            await().atMost(PATIENCE).until(() -> Api.request().get(address).statusCode() == 200);
            var first = Api.get(address);
            assertThat(first.getBoolean("paused")).isFalse();
            assertThat(first.getBoolean("schedules[0].active")).isTrue();
            String id = first.getString("id");
            Api.request()
                    .post("/api/deployments/" + id + "/pause_deployment")
                    .then()
                    .statusCode(200);
            Api.request()
                    .body("{\"active\": false}")
                    .patch("/api/deployments/" + id + "/schedules/" + first.getString("schedules[0].id"))
                    .then()
                    .statusCode(204);

            facts.send(build(project, 2, pausing(flow, pool, "v2", null, null)));
            await().atMost(PATIENCE)
                    .until(() -> Api.get(address).getString("version").equals("v2"));
            assertThat(Api.get(address).getBoolean("paused")).isTrue();
            assertThat(Api.get(address).getBoolean("schedules[0].active")).isFalse();
            assertThat(runsOf(id)).isZero();

            facts.send(build(project, 3, pausing(flow, pool, "v3", false, true)));
            await().atMost(PATIENCE)
                    .until(() -> Api.get(address).getString("version").equals("v3"));
            assertThat(Api.get(address).getBoolean("paused")).isFalse();
            await().atMost(PATIENCE).until(() -> runsOf(id) == 3);
        }
    }

    @Test
    void missingPoolRejectsTheWholeBuildAndSaysWhatToDo() {
        String pool = Api.pool();
        String flow = Api.unique("etl");
        try (var facts = Facts.ofThisTest()) {
            facts.send(build(
                    Api.unique("project"),
                    1,
                    spec(flow, "nightly", pool, "v1"),
                    spec(flow, "hourly", "no-such-pool", "v1")));

            var refused = facts.awaitOne(
                    DeploymentRejected.class,
                    fact -> fact.flowName().equals(flow)
                            && fact.deploymentName().equals("hourly"));
            assertThat(refused.data().reason())
                    .contains("Work pool 'no-such-pool' does not exist")
                    .contains("prefect work-pool create 'no-such-pool' --type docker");
            var other = facts.awaitOne(
                    DeploymentRejected.class,
                    fact -> fact.flowName().equals(flow)
                            && fact.deploymentName().equals("nightly"));
            assertThat(other.data().reason()).startsWith("Another deployment of the same push was refused");
        }
        Api.request().get("/api/deployments/name/" + flow + "/nightly").then().statusCode(404);
        Api.request().get("/api/flows/name/" + flow).then().statusCode(404);
    }

    @Test
    void triggersBecomeAutomationsOfTheDeploymentAndFollowIt() {
        String pool = Api.pool();
        String flow = Api.unique("etl");
        String project = Api.unique("project");
        try (var facts = Facts.ofThisTest()) {
            facts.send(build(project, 1, triggered(flow, pool, Map.of("name", "first", "expect", List.of("a")))));
            var registered = facts.awaitOne(
                    DeploymentRegistered.class, fact -> fact.flowName().equals(flow));
            String resource = "prefect.deployment." + registered.data().deploymentId();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(automationsOf(resource)).containsExactly("first"));

            facts.send(build(project, 2, triggered(flow, pool, Map.of("name", "second", "expect", List.of("b")))));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(automationsOf(resource)).containsExactly("second"));

            facts.send(build(project, 3, triggered(flow, pool, Map.of("name", "third", "posture", "Sideways"))));
            var refused = facts.awaitOne(
                    DeploymentRejected.class, fact -> fact.flowName().equals(flow));
            assertThat(refused.data().reason()).contains("posture");
            assertThat(automationsOf(resource)).containsExactly("second");
        }
    }

    private static List<String> automationsOf(String resource) {
        return Api.get("/api/automations/related-to/" + resource).getList("name");
    }

    @Test
    void invalidJobVariablesAreRejected() {
        String pool = Api.pool();
        String flow = Api.unique("etl");
        DeploymentSpec invalid = spec(flow, "nightly", pool, "v1", Map.of("command", 7));
        try (var facts = Facts.ofThisTest()) {
            facts.send(build(Api.unique("project"), 1, invalid));

            var refused = facts.awaitOne(
                    DeploymentRejected.class, fact -> fact.flowName().equals(flow));
            assertThat(refused.data().reason()).contains("command");
        }
    }

    private static int runsOf(String deployment) {
        return Api.post("/api/flow_runs/filter", """
                {"flow_runs": {"deployment_id": {"any_": ["%s"]}}}""".formatted(deployment), 200)
                .getList("id")
                .size();
    }

    private static Envelope<BuildSucceeded> build(String project, long generation, DeploymentSpec... specs) {
        var data = new BuildSucceeded(
                "default",
                UUID.randomUUID(),
                project,
                "refs/heads/main",
                "c0ffee",
                generation,
                List.of(),
                List.of(specs),
                NOW);
        return new Envelope<>(UUID.randomUUID(), "/build-service", NOW, "push-1", null, null, data);
    }

    private static DeploymentSpec spec(String flow, String name, String pool, String version) {
        return spec(flow, name, pool, version, Map.of("image", "registry/etl@sha256:" + version));
    }

    private static DeploymentSpec triggered(String flow, String pool, Map<String, Object> trigger) {
        return spec(flow, "nightly", pool, "v1", Map.of(), List.of(trigger));
    }

    private static DeploymentSpec pausing(
            String flow, String pool, String version, @Nullable Boolean paused, @Nullable Boolean active) {
        return spec(flow, "nightly", pool, version, Map.of(), null, paused, active);
    }

    private static DeploymentSpec spec(
            String flow, String name, String pool, String version, Map<String, Object> jobVariables) {
        return spec(flow, name, pool, version, jobVariables, null);
    }

    private static DeploymentSpec spec(
            String flow,
            String name,
            String pool,
            String version,
            Map<String, Object> jobVariables,
            @Nullable List<Map<String, Object>> triggers) {
        return spec(flow, name, pool, version, jobVariables, triggers, false, true);
    }

    private static DeploymentSpec spec(
            String flow,
            String name,
            String pool,
            String version,
            Map<String, Object> jobVariables,
            @Nullable List<Map<String, Object>> triggers,
            @Nullable Boolean paused,
            @Nullable Boolean active) {
        return new DeploymentSpec(
                name,
                flow,
                "flows.py:etl",
                null,
                version,
                List.of("etl"),
                Map.of(),
                Map.of(),
                true,
                pool,
                null,
                jobVariables,
                null,
                null,
                null,
                null,
                null,
                paused,
                List.of(new DeploymentSpec.ScheduleSpec(
                        "daily", "0 9 * * *", null, null, null, null, "Europe/Berlin", active, Map.of())),
                triggers);
    }
}
