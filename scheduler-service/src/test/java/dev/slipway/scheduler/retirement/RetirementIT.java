package dev.slipway.scheduler.retirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered.FormerOwner;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.contracts.deployment.v1.DeploymentRemoved;
import dev.slipway.contracts.project.v1.ProjectRefGone;
import dev.slipway.contracts.project.v1.WhenRefDeleted;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of deployments when the ref that registered them is deleted. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class RetirementIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final String MAIN = "refs/heads/main";
    private static final String FEATURE = "refs/heads/feature/x";

    private final String project = Api.unique("project");
    private final String flow = Api.unique("etl");
    private Facts facts;
    private String pool;

    @BeforeEach
    void start() {
        facts = Facts.ofThisTest();
        pool = Api.pool();
    }

    @AfterEach
    void stop() {
        facts.close();
    }

    @Test
    void onlyWhatTheDeletedRefRegisteredLastIsPausedUntilItIsThereAgain() {
        registered(FEATURE, 1, "own", "taken");
        registered(MAIN, 1, "taken");
        await().atMost(PATIENCE).until(() -> plannedRuns("own") == 3);
        assertThat(preview()).containsExactly(FEATURE + " " + flow + "/own", MAIN + " " + flow + "/taken");

        gone(2, WhenRefDeleted.PAUSE);

        await().atMost(PATIENCE).until(() -> isPaused("own"));
        assertThat(plannedRuns("own")).isZero();
        assertThat(isPaused("taken")).isFalse();
        assertThat(reasons("slipway.deployment.retired", "own"))
                .containsExactly(FEATURE + " of project " + project + " was deleted, so the deployment is paused.");

        registered(FEATURE, 3, "own");

        assertThat(isPaused("own")).isFalse();
        assertThat(reasons("slipway.deployment.returned", "own")).hasSize(1);
        await().atMost(PATIENCE).until(() -> plannedRuns("own") == 3);
    }

    @Test
    void whatSomebodyPausedBeforeStaysPausedWhenTheRefIsThereAgain() {
        registered(FEATURE, 1, "by-hand", "other");
        Api.request()
                .post("/api/deployments/" + id("by-hand") + "/pause_deployment")
                .then()
                .statusCode(200);

        gone(2, WhenRefDeleted.PAUSE);
        await().atMost(PATIENCE).until(() -> isPaused("other"));
        registered(FEATURE, 3, "by-hand", "other");

        assertThat(isPaused("by-hand")).isTrue();
        assertThat(isPaused("other")).isFalse();
        assertThat(owned().getList("deployments.retired")).containsOnly(false);
    }

    @Test
    void whatSomebodyLetsRunMeanwhileIsNotRetiredAnyMore() {
        registered(FEATURE, 1, "resumed");
        gone(2, WhenRefDeleted.PAUSE);
        await().atMost(PATIENCE).until(() -> isPaused("resumed"));
        assertThat(owned().getList("deployments.retired")).containsExactly(true);

        Api.request()
                .post("/api/deployments/" + id("resumed") + "/resume_deployment")
                .then()
                .statusCode(200);

        assertThat(owned().getList("deployments.retired")).containsExactly(false);
    }

    @Test
    void deploymentsOfADeletedRefAreRemovedIfTheProjectWantsItAndALateBuildDoesNotBringThemBack() {
        registered(FEATURE, 1, "short-lived");

        gone(3, WhenRefDeleted.DELETE);

        facts.awaitOne(DeploymentRemoved.class, fact -> fact.flowName().equals(flow));
        send(build(FEATURE, 2, "short-lived"));
        registered(FEATURE, 4, "after");
        Api.request()
                .get("/api/deployments/name/" + flow + "/short-lived")
                .then()
                .statusCode(404);
    }

    @Test
    void aDeletionThatIsOlderThanTheNewestBuildRetiresNothing() {
        registered(FEATURE, 3, "there-again");

        gone(2, WhenRefDeleted.DELETE);
        registered(FEATURE, 4, "after");

        assertThat(isPaused("there-again")).isFalse();
    }

    @Test
    void aVersionSaysFromWhomItTookTheDeploymentOver() {
        registered(MAIN, 1, "nightly");
        send(build(FEATURE, 1, "nightly"));

        var told = facts.awaitOne(
                DeploymentRegistered.class, fact -> fact.flowName().equals(flow) && fact.tookOver() != null);
        assertThat(told.data().tookOver()).isEqualTo(new FormerOwner(project, MAIN));
        var versions = Api.get("/slipway/v1/deployments/" + flow + "/nightly/versions");
        assertThat(versions.getList("versions.note"))
                .containsExactly("took over from " + MAIN + " of project " + project, null);
    }

    @Test
    void aPreviewTakesOverNobodysDeploymentButItsOwn() {
        registered(MAIN, 1, "nightly--eu");
        var build = build(FEATURE, 1, "nightly--eu");
        send(preview(build));

        var refused =
                facts.awaitOne(DeploymentRejected.class, fact -> build.buildId().equals(fact.buildId()));
        assertThat(refused.data().reason())
                .startsWith("A preview takes nothing over, and this deployment was registered by " + MAIN
                        + " of project " + project);

        for (long generation = 2; generation <= 3; generation++) {
            var own = build(FEATURE, generation, "hello--feature-x");
            send(preview(own));
            facts.awaitOne(DeploymentRegistered.class, fact -> own.buildId().equals(fact.buildId()));
        }
    }

    private static BuildSucceeded preview(BuildSucceeded build) {
        return new BuildSucceeded(
                build.workspace(),
                build.buildId(),
                build.project(),
                build.ref(),
                build.commit(),
                build.generation(),
                build.images(),
                build.deployments(),
                build.finishedAt(),
                true);
    }

    private List<String> preview() {
        var owned = owned();
        List<String> refs = owned.getList("deployments.ref");
        List<String> names = owned.getList("deployments.deployment");
        return java.util.stream.IntStream.range(0, refs.size())
                .mapToObj(i -> refs.get(i) + " " + names.get(i))
                .toList();
    }

    private io.restassured.path.json.JsonPath owned() {
        return Api.get("/internal/v1/projects/" + project + "/refs");
    }

    private boolean isPaused(String name) {
        return Api.get("/api/deployments/name/" + flow + "/" + name).getBoolean("paused");
    }

    private String id(String name) {
        return Api.get("/api/deployments/name/" + flow + "/" + name).getString("id");
    }

    private int plannedRuns(String name) {
        return Api.post("/api/flow_runs/filter", """
                {"flow_runs": {"deployment_id": {"any_": ["%s"]}}}""".formatted(id(name)), 200)
                .getList("id")
                .size();
    }

    private List<String> reasons(String event, String name) {
        return Api.post("/api/events/filter", """
                {"filter": {"event": {"name": ["%s"]}, "resource": {"id": ["prefect.deployment.%s"]},
                 "occurred": {"since": "2020-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"}}}""".formatted(event, id(name)), 200)
                .getList("events.payload.reason");
    }

    private void registered(String ref, long generation, String... names) {
        var build = build(ref, generation, names);
        send(build);
        facts.awaitOne(
                DeploymentRegistered.class,
                fact -> build.buildId().equals(fact.buildId())
                        && fact.deploymentName().equals(names[names.length - 1]));
    }

    private void gone(long generation, WhenRefDeleted when) {
        send(new ProjectRefGone("default", UUID.randomUUID(), project, FEATURE, "c0ffee", generation, when, NOW));
    }

    private void send(Event event) {
        facts.send(new Envelope<>(UUID.randomUUID(), "/build-service", NOW, "push-1", null, null, event));
    }

    private BuildSucceeded build(String ref, long generation, String... names) {
        return new BuildSucceeded(
                "default",
                UUID.randomUUID(),
                project,
                ref,
                "c0ffee",
                generation,
                List.of(),
                List.of(names).stream().map(this::spec).toList(),
                NOW);
    }

    private DeploymentSpec spec(String name) {
        return new DeploymentSpec(
                name,
                flow,
                "flows.py:etl",
                null,
                "v1",
                List.of(),
                Map.of(),
                Map.of(),
                true,
                pool,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new DeploymentSpec.ScheduleSpec(
                        "daily", "0 9 * * *", null, null, null, null, "Europe/Berlin", true, Map.of())),
                null);
    }
}
