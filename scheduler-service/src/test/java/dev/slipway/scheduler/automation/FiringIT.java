package dev.slipway.scheduler.automation;

import static dev.slipway.scheduler.automation.AutomationStage.automation;
import static dev.slipway.scheduler.automation.AutomationStage.awaitEvents;
import static dev.slipway.scheduler.automation.AutomationStage.events;
import static dev.slipway.scheduler.automation.AutomationStage.nothing;
import static dev.slipway.scheduler.automation.AutomationStage.reactive;
import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.patch;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class FiringIT {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    AutomationStage stage;

    private final String kind = unique("test.event");

    private static JsonPath runsOf(Deployed deployed) {
        return post(
                "/api/flow_runs/filter",
                new JsonObject()
                        .put(
                                "deployments",
                                new JsonObject()
                                        .put(
                                                "id",
                                                new JsonObject()
                                                        .put(
                                                                "any_",
                                                                new JsonArray()
                                                                        .add(deployed.id()
                                                                                .toString())))),
                200);
    }

    @Test
    void anEventRunsADeploymentOnceWithValuesOfTheEvent() {
        var deployed = Deployed.on("process");
        var automation = automation(
                reactive(kind),
                new JsonObject()
                        .put("type", "run-deployment")
                        .put("deployment_id", deployed.id().toString())
                        .put(
                                "parameters",
                                new JsonObject()
                                        .put("n", "{{ event.payload.n }}")
                                        .put("what", "{{ event.resource.id }} of {{ automation.name }}")));
        var event = stage.happens(kind);
        awaitEvents(automation, "prefect.automation.action.executed", 1);

        var runs = runsOf(deployed);
        assertThat(runs.getList("id")).hasSize(1);
        assertThat(runs.getInt("[0].parameters.n")).isEqualTo(42);
        assertThat(runs.getString("[0].parameters.what")).startsWith("test.thing.1 of automation-");
        assertThat(runs.getString("[0].created_by.type")).isEqualTo("AUTOMATION");
        var executed = new JsonObject(
                events(automation, "prefect.automation.action.executed").getFirst());
        assertThat(executed.encode())
                .contains("prefect.flow-run." + runs.getString("[0].id"))
                .contains("prefect.event." + event)
                .contains("\"status_code\":201");
        assertThat(events(automation, "prefect.automation.triggered")).hasSize(1);
        assertThat(events(automation, "prefect.automation.action.triggered")).hasSize(1);
    }

    @Test
    void anEventThatIsDeliveredAgainFiresOnce() {
        var automation = automation(reactive(kind), nothing());
        stage.happens(kind);
        awaitEvents(automation, "prefect.automation.triggered", 1);
        // the relay sends what it has not marked as sent: as after a crash between the two
        pool.query("update outbox set published_at = null where topic = 'events.v1'")
                .execute()
                .await()
                .atMost(LONGEST);
        stage.happens(kind);
        awaitEvents(automation, "prefect.automation.triggered", 2);
        awaitEvents(automation, "prefect.automation.action.executed", 2);
    }

    @Test
    void aPausedAutomationDoesNotFire() {
        var paused = automation(reactive(kind), nothing());
        var other = automation(reactive(kind), nothing());
        assertThat(patch("/api/automations/" + paused, "{\"enabled\": false}").statusCode())
                .isEqualTo(204);
        stage.happens(kind);
        awaitEvents(other, "prefect.automation.triggered", 1);
        assertThat(events(paused, "prefect.automation.triggered")).isEmpty();
    }

    @Test
    void aThresholdCountsEachResourceApart() {
        var trigger = reactive(kind)
                .put("threshold", 2)
                .put("within", 60)
                .put("for_each", new JsonArray().add("prefect.resource.id"));
        var automation = automation(trigger, nothing());
        stage.happens(kind, Map.of("prefect.resource.id", "a"), List.of());
        stage.happens(kind, Map.of("prefect.resource.id", "b"), List.of());
        stage.happens(kind, Map.of("prefect.resource.id", "b"), List.of());
        awaitEvents(automation, "prefect.automation.triggered", 1);
        assertThat(new JsonObject(events(automation, "prefect.automation.triggered")
                                .getFirst())
                        .encode())
                .contains("\"triggering_labels\":{\"prefect.resource.id\":\"b\"}");
    }

    @Test
    void aSequenceFiresInItsOrder() {
        var trigger = new JsonObject()
                .put("type", "sequence")
                .put("within", 60)
                .put("triggers", new JsonArray().add(reactive(kind + ".1")).add(reactive(kind + ".2")));
        var automation = automation(trigger, nothing());
        stage.happens(kind + ".2");
        stage.happens(kind + ".1");
        stage.happens(kind + ".2");
        awaitEvents(automation, "prefect.automation.triggered", 1);
    }

    @Test
    void aCompoundWithinACompoundFires() {
        var inner = new JsonObject()
                .put("type", "compound")
                .put("require", "any")
                .put("within", 60)
                .put("triggers", new JsonArray().add(reactive(kind + ".1")).add(reactive(kind + ".2")));
        var trigger = new JsonObject()
                .put("type", "compound")
                .put("require", "all")
                .put("within", 60)
                .put("triggers", new JsonArray().add(inner).add(reactive(kind + ".3")));
        var automation = automation(trigger, nothing());
        stage.happens(kind + ".2");
        stage.happens(kind + ".3");
        awaitEvents(automation, "prefect.automation.triggered", 1);
    }

    @Test
    void anEventThatComesBeforeTheOneItFollowsWaitsForIt() {
        var trigger = new JsonObject()
                .put("type", "sequence")
                .put("within", 60)
                .put("triggers", new JsonArray().add(reactive(kind + ".1")).add(reactive(kind + ".2")));
        var automation = automation(trigger, nothing());
        var leader = UUID.randomUUID();
        var follower = new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("occurred", Instant.now().toString())
                .put("event", kind + ".2")
                .put("resource", new JsonObject().put("prefect.resource.id", "x"))
                .put("follows", leader.toString());
        stage.record(follower);
        await().atMost(LONGEST)
                .until(() -> stage.count("select count(*) from automation_followers where follows = $1", leader) == 1);
        stage.record(follower.copy()
                .put("id", leader.toString())
                .put("event", kind + ".1")
                .putNull("follows"));
        awaitEvents(automation, "prefect.automation.triggered", 1);
    }

    @Test
    void aSilenceFires() {
        var trigger = new JsonObject()
                .put("posture", "Proactive")
                .put("after", new JsonArray().add(kind + ".start"))
                .put("expect", new JsonArray().add(kind + ".end"))
                .put("for_each", new JsonArray().add("prefect.resource.id"))
                .put("within", 10);
        var automation = automation(trigger, nothing());
        stage.happens(kind + ".start", Map.of("prefect.resource.id", "quiet"), List.of());
        stage.happens(kind + ".start", Map.of("prefect.resource.id", "busy"), List.of());
        await().atMost(LONGEST).until(() -> openBuckets(automation) == 2);
        stage.happens(kind + ".end", Map.of("prefect.resource.id", "busy"), List.of());
        // what was met is removed by the next look, which may come at any time
        await().atMost(LONGEST).until(() -> openBuckets(automation) == 1);
        // as if the time had gone by
        age(automation, Duration.ofSeconds(11));
        awaitEvents(automation, "prefect.automation.action.executed", 1);
        assertThat(new JsonObject(events(automation, "prefect.automation.triggered")
                                .getFirst())
                        .encode())
                .contains("quiet")
                .doesNotContain("busy");
    }

    private long openBuckets(String automation) {
        return stage.count(
                "select count(*) from automation_buckets where automation_id = $1 and count = 0",
                UUID.fromString(automation));
    }

    private void age(String automation, Duration by) {
        var seconds = by.toSeconds();
        pool.preparedQuery("update automation_buckets set start_time = start_time - $2 * interval '1 second',"
                        + " end_time = end_time - $2 * interval '1 second' where automation_id = $1")
                .execute(Tuple.of(UUID.fromString(automation), (double) seconds))
                .await()
                .atMost(LONGEST);
        pool.preparedQuery("update automation_watches set next_look = $2 where automation_id = $1")
                .execute(Tuple.of(UUID.fromString(automation), OffsetDateTime.now(java.time.ZoneOffset.UTC)))
                .await()
                .atMost(LONGEST);
    }

    @Test
    void actionsOnFlowRunsInferTheirRun() {
        var deployed = Deployed.on("process");
        var automation = automation(
                reactive(kind),
                new JsonObject()
                        .put("type", "change-flow-run-state")
                        .put("state", "FAILED")
                        .put("name", "Odd"));
        var run = deployed.run();
        stage.happens(kind, Map.of("prefect.resource.id", "prefect.flow-run." + run), List.of());
        awaitEvents(automation, "prefect.automation.action.executed", 1);
        var read = get("/api/flow_runs/" + run);
        assertThat(read.getString("state.name")).isEqualTo("Odd");
        assertThat(read.getString("state.message")).contains(automation);
    }

    @Test
    void deploymentsPoolsQueuesAndAutomationsArePaused() {
        var deployed = Deployed.on("process");
        var pool = get("/api/work_pools/" + deployed.pool());
        var queue =
                get("/api/work_pools/" + deployed.pool() + "/queues/default").getString("id");
        var other = automation(reactive("never"), nothing());
        var automation = automation(
                reactive(kind),
                new JsonObject()
                        .put("type", "pause-deployment")
                        .put("deployment_id", deployed.id().toString()),
                new JsonObject().put("type", "pause-work-pool").put("work_pool_id", pool.getString("id")),
                new JsonObject().put("type", "pause-work-queue").put("work_queue_id", queue),
                new JsonObject().put("type", "pause-automation").put("automation_id", other));
        stage.happens(kind);
        awaitEvents(automation, "prefect.automation.action.executed", 4);
        assertThat(get("/api/deployments/" + deployed.id()).getBoolean("paused"))
                .isTrue();
        assertThat(get("/api/work_pools/" + deployed.pool()).getBoolean("is_paused"))
                .isTrue();
        assertThat(get("/api/work_queues/" + queue).getBoolean("is_paused")).isTrue();
        assertThat(get("/api/automations/" + other).getBoolean("enabled")).isFalse();
    }

    @Test
    void anActionThatCanNotBeDoneIsToldAndNotRepeated() {
        var automation = automation(reactive(kind), new JsonObject().put("type", "cancel-flow-run"));
        stage.happens(kind);
        awaitEvents(automation, "prefect.automation.action.failed", 1);
        assertThat(new JsonObject(events(automation, "prefect.automation.action.failed")
                                .getFirst())
                        .encode())
                .contains("No flow run could be inferred");
        assertThat(stage.count(
                        "select count(*) from automation_actions where automation_id = $1",
                        UUID.fromString(automation)))
                .isZero();
    }
}
