package dev.slipway.scheduler.automation;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.patch;
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
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class AutomationIT {
    private static final String AUTOMATIONS = "/api/automations/";

    private static JsonObject automation(String name) {
        return new JsonObject()
                .put("name", name)
                .put("tags", new JsonArray().add(name))
                .put("trigger", new JsonObject().put("posture", "Reactive").put("expect", new JsonArray().add("never")))
                .put("actions", new JsonArray().add(new JsonObject().put("type", "do-nothing")));
    }

    private static String create(JsonObject automation) {
        return post(AUTOMATIONS, automation, 201).getString("id");
    }

    @Test
    void anAutomationIsReadAsItWasMade() {
        var name = unique("automation");
        var read = get(AUTOMATIONS + create(automation(name)));
        assertThat(read.getString("name")).isEqualTo(name);
        assertThat(read.getString("trigger.posture")).isEqualTo("Reactive");
        assertThat(read.getString("trigger.id")).isNotBlank();
        assertThat(read.getString("actions[0].type")).isEqualTo("do-nothing");
        assertThat(read.getBoolean("enabled")).isTrue();
    }

    @Test
    void anAutomationIsReplacedPausedAndDeleted() {
        var id = create(automation(unique("automation")));
        var other = automation("other").put("description", "new");
        assertThat(request().body(other.encode()).put(AUTOMATIONS + id).statusCode())
                .isEqualTo(204);
        assertThat(patch(AUTOMATIONS + id, "{\"enabled\": false}").statusCode()).isEqualTo(204);

        var read = get(AUTOMATIONS + id);
        assertThat(read.getString("name")).isEqualTo("other");
        assertThat(read.getString("description")).isEqualTo("new");
        assertThat(read.getBoolean("enabled")).isFalse();

        assertThat(request().delete(AUTOMATIONS + id).statusCode()).isEqualTo(204);
        assertThat(request().get(AUTOMATIONS + id).statusCode()).isEqualTo(404);
    }

    @Test
    void unknownAutomationsAreNotFound() {
        var nobody = AUTOMATIONS + UUID.randomUUID();
        assertThat(request().get(nobody).statusCode()).isEqualTo(404);
        assertThat(request().delete(nobody).statusCode()).isEqualTo(404);
        assertThat(patch(nobody, "{\"enabled\": true}").statusCode()).isEqualTo(404);
        assertThat(request().body(automation("x").encode()).put(nobody).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatMakesNoSenseIsRefusedInPrefectsShape() {
        var refused = post(AUTOMATIONS, automation("x").put("trigger", new JsonObject()), 422);
        assertThat(refused.getString("exception_message")).isEqualTo("Invalid request received.");
        assertThat(refused.getList("exception_detail[0].loc")).contains("body", "trigger", "posture");
        assertThat(refused.getString("exception_detail[0].type")).isEqualTo("missing");
    }

    @Test
    void automationsAreFilteredSortedAndCounted() {
        var tag = unique("tag");
        for (String name : new String[] {"b", "a", "c"}) {
            create(automation(name + tag).put("tags", new JsonArray().add(tag)));
        }
        var filter = new JsonObject()
                .put(
                        "automations",
                        new JsonObject().put("tags", new JsonObject().put("all_", new JsonArray().add(tag))));
        assertThat(post(AUTOMATIONS + "filter", filter, 200).getList("name", String.class))
                .containsExactly("a" + tag, "b" + tag, "c" + tag);
        assertThat(post(
                                AUTOMATIONS + "filter",
                                filter.copy().put("sort", "CREATED_DESC").put("limit", 1),
                                200)
                        .getList("name", String.class))
                .containsExactly("c" + tag);
        assertThat(request().body(filter.encode()).post(AUTOMATIONS + "count").asString())
                .isEqualTo("3");
        var byName = new JsonObject()
                .put(
                        "automations",
                        new JsonObject().put("name", new JsonObject().put("any_", new JsonArray().add("a" + tag))));
        assertThat(post(AUTOMATIONS + "filter", byName, 200).getList("name")).hasSize(1);
    }

    @Test
    void whatBelongsToADeploymentGoesWithIt() {
        var owner = "prefect.deployment." + UUID.randomUUID();
        var deployment = UUID.randomUUID();
        var id = create(automation(unique("automation"))
                .put("owner_resource", owner)
                .put(
                        "actions",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("type", "run-deployment")
                                        .put("deployment_id", deployment.toString()))));
        assertThat(get(AUTOMATIONS + "related-to/prefect.deployment." + deployment)
                        .getList("id"))
                .containsExactly(id);
        assertThat(request()
                        .delete(AUTOMATIONS + "owned-by/prefect.deployment." + deployment)
                        .statusCode())
                .isEqualTo(202);
        assertThat(request().get(AUTOMATIONS + id).statusCode()).isEqualTo(200);
        assertThat(request().delete(AUTOMATIONS + "owned-by/" + owner).statusCode())
                .isEqualTo(202);
        assertThat(request().get(AUTOMATIONS + id).statusCode()).isEqualTo(404);
    }

    @Test
    void templatesAreValidated() {
        for (String path : new String[] {"/api/templates/validate", "/api/automations/templates/validate"}) {
            assertThat(request().body("\"{{ a.b }}\"").post(path).statusCode()).isEqualTo(204);
            var refused = request().body("\"{{ a\"").post(path);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.jsonPath().getString("error.source")).isEqualTo("{{ a");
            assertThat(refused.jsonPath().getString("error.message")).isNotBlank();
        }
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        var id = create(automation(unique("automation")));
        assertThat(request("elsewhere").get(AUTOMATIONS + id).statusCode()).isEqualTo(404);
    }
}
