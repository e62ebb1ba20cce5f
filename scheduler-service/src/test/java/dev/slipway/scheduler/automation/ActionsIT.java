package dev.slipway.scheduler.automation;

import static dev.slipway.scheduler.automation.AutomationStage.automation;
import static dev.slipway.scheduler.automation.AutomationStage.awaitEvents;
import static dev.slipway.scheduler.automation.AutomationStage.events;
import static dev.slipway.scheduler.automation.AutomationStage.nothing;
import static dev.slipway.scheduler.automation.AutomationStage.reactive;
import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.patch;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Actions, from the event to what they change. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ActionsIT {
    @Inject
    AutomationStage stage;

    private final String kind = unique("test.event");

    private static JsonObject action(String type) {
        return new JsonObject().put("type", type);
    }

    /** What the automation did with the run that the event is about. */
    private void done(UUID run, JsonObject action) {
        var automation = automation(reactive(kind), action);
        stage.happens(kind, Map.of("prefect.resource.id", "prefect.flow-run." + run), List.of());
        awaitEvents(automation, "prefect.automation.action.executed", 1);
    }

    private static UUID running() {
        var run = Deployed.on("process").run();
        Deployed.propose(run, "PENDING", false);
        Deployed.propose(run, "RUNNING", false);
        assertThat(Deployed.stateOf(run)).isEqualTo("RUNNING");
        return run;
    }

    @Test
    void aRunIsCancelled() {
        var run = running();

        done(run, action("cancel-flow-run"));

        assertThat(Deployed.stateOf(run)).isEqualTo("CANCELLING");
    }

    @Test
    void aRunIsSuspended() {
        var run = running();

        done(run, action("suspend-flow-run"));

        assertThat(get("/api/flow_runs/" + run).getString("state.name")).isEqualTo("Suspended");
    }

    @Test
    void aSuspendedRunIsResumed() {
        var run = running();
        post(
                "/api/flow_runs/" + run + "/set_state",
                new JsonObject()
                        .put(
                                "state",
                                new JsonObject()
                                        .put("type", "PAUSED")
                                        .put("name", "Suspended")
                                        .put("state_details", new JsonObject().put("pause_reschedule", true))),
                201);

        done(run, action("resume-flow-run"));

        assertThat(Deployed.stateOf(run)).isEqualTo("SCHEDULED");
    }

    @Test
    void aRunIsDeleted() {
        var run = running();

        done(run, action("delete-flow-run"));

        request().get("/api/flow_runs/" + run).then().statusCode(404);
    }

    @Test
    void whatWasPausedIsResumed() {
        var deployed = Deployed.with("process", new JsonObject().put("paused", true));
        String pool = get("/api/work_pools/" + deployed.pool()).getString("id");
        String queue =
                get("/api/work_pools/" + deployed.pool() + "/queues/default").getString("id");
        patch("/api/work_pools/" + deployed.pool(), "{\"is_paused\": true}")
                .then()
                .statusCode(204);
        patch("/api/work_queues/" + queue, "{\"is_paused\": true}").then().statusCode(204);
        var other = automation(reactive("never"), nothing());
        patch("/api/automations/" + other, "{\"enabled\": false}").then().statusCode(204);
        var automation = automation(
                reactive(kind),
                action("resume-deployment").put("deployment_id", deployed.id().toString()),
                action("resume-work-pool").put("work_pool_id", pool),
                action("resume-work-queue").put("work_queue_id", queue),
                action("resume-automation").put("automation_id", other));

        stage.happens(kind);

        awaitEvents(automation, "prefect.automation.action.executed", 4);
        assertThat(get("/api/deployments/" + deployed.id()).getBoolean("paused"))
                .isFalse();
        assertThat(get("/api/work_pools/" + deployed.pool()).getBoolean("is_paused"))
                .isFalse();
        assertThat(get("/api/work_queues/" + queue).getBoolean("is_paused")).isFalse();
        assertThat(get("/api/automations/" + other).getBoolean("enabled")).isTrue();
    }

    @Test
    void aNotificationDoesNotGoToAPrivateAddressUnlessThatIsAllowed() {
        var automation = automation(
                reactive(kind),
                action("send-notification")
                        .put("block_document_id", slackAt("http://127.0.0.1:9/hook"))
                        .put("subject", "{{ event.event }}")
                        .put("body", "happened"));

        stage.happens(kind);

        awaitEvents(automation, "prefect.automation.action.failed", 1);
        assertThat(new JsonObject(events(automation, "prefect.automation.action.failed")
                                .getFirst())
                        .encode())
                .contains("private address 127.0.0.1");
    }

    private static String slackAt(String url) {
        String type = get("/api/block_types/slug/slack-webhook").getString("id");
        String schema = post(
                        "/api/block_schemas/filter",
                        new JsonObject("{\"block_schemas\": {\"block_type_id\": {\"any_\": [\"" + type + "\"]}}}"),
                        200)
                .getString("[0].id");
        return post(
                        "/api/block_documents/",
                        new JsonObject()
                                .put("name", unique("slack"))
                                .put("block_type_id", type)
                                .put("block_schema_id", schema)
                                .put("data", new JsonObject().put("url", url)),
                        201)
                .getString("id");
    }
}
