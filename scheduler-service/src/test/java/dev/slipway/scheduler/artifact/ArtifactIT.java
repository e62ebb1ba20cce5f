package dev.slipway.scheduler.artifact;

import static dev.slipway.scheduler.testing.Api.get;
import static dev.slipway.scheduler.testing.Api.patch;
import static dev.slipway.scheduler.testing.Api.post;
import static dev.slipway.scheduler.testing.Api.request;
import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.Calls;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ArtifactIT {
    private static final String ARTIFACTS = "/api/artifacts/";

    @Inject
    Pool pool;

    private static JsonObject artifact(String key) {
        return new JsonObject().put("key", key).put("type", "markdown").put("data", "# text");
    }

    private static String create(JsonObject artifact) {
        return post(ARTIFACTS, artifact, 201).getString("id");
    }

    @Test
    void anArtifactIsReadAsItWasMade() {
        UUID run = Calls.flowRun(pool);
        var id = create(artifact(unique("report"))
                .put("description", "of the day")
                .put("data", new JsonArray().add(new JsonObject().put("rows", 3)))
                .put("metadata_", new JsonObject().put("short", "yes").put("long", "x".repeat(600)))
                .put("flow_run_id", run.toString()));

        var read = get(ARTIFACTS + id);

        assertThat(read.getString("description")).isEqualTo("of the day");
        assertThat(read.getInt("data[0].rows")).isEqualTo(3);
        assertThat(read.getString("metadata_.short")).isEqualTo("yes");
        assertThat(read.getString("metadata_.long")).isEqualTo("x".repeat(500) + "...");
        assertThat(read.getString("flow_run_id")).isEqualTo(run.toString());
        assertThat(read.<Object>get("task_run_id")).isNull();
    }

    @Test
    void theLatestOfAKeyFollowsWhatIsMadeAndDeleted() {
        var key = unique("report");
        var first = create(artifact(key));
        var collection = get(ARTIFACTS + key + "/latest").getString("id");
        var second = create(artifact(key));

        assertThat(get(ARTIFACTS + key + "/latest").getString("latest_id")).isEqualTo(second);
        assertThat(get(ARTIFACTS + key + "/latest").getString("id")).isEqualTo(collection);

        request().delete(ARTIFACTS + second).then().statusCode(204);
        assertThat(get(ARTIFACTS + key + "/latest").getString("latest_id")).isEqualTo(first);

        request().delete(ARTIFACTS + first).then().statusCode(204);
        request().get(ARTIFACTS + key + "/latest").then().statusCode(404);
        request().delete(ARTIFACTS + first).then().statusCode(404);
    }

    @Test
    void whatBecomesOfAKeyIsAnEvent() {
        var key = unique("report");
        var first = create(artifact(key));
        create(artifact(key));
        var id = get(ARTIFACTS + key + "/latest").getString("id");
        request().delete(ARTIFACTS + first).then().statusCode(204);

        var events = post("/api/events/filter", """
                {"filter": {"resource": {"id": ["prefect.artifact-collection.%s"]}, "order": "ASC"}}""".formatted(id), 200);

        assertThat(events.getList("events.event"))
                .containsExactly("prefect.artifact-collection.created", "prefect.artifact-collection.updated");
        assertThat(events.getString("events[0].related[0].'prefect.resource.id'"))
                .isEqualTo("prefect.artifact." + first);
        assertThat(events.getString("events[0].payload.data")).isEqualTo("# text");
    }

    @Test
    void anUpdateChangesOnlyWhatItNames() {
        var id = create(artifact(unique("report")).put("description", "old"));

        patch(ARTIFACTS + id, "{\"data\": {\"progress\": 50}}").then().statusCode(204);

        assertThat(get(ARTIFACTS + id).getInt("data.progress")).isEqualTo(50);
        assertThat(get(ARTIFACTS + id).getString("description")).isEqualTo("old");
        patch(ARTIFACTS + UUID.randomUUID(), "{}").then().statusCode(404);
    }

    @Test
    void listsFilterByKeyTypeAndRun() {
        UUID run = Calls.flowRun(pool);
        var key = unique("report");
        create(artifact(key).put("flow_run_id", run.toString()));
        var latest = create(artifact(key).put("flow_run_id", run.toString()));
        create(new JsonObject().put("type", "progress").put("flow_run_id", run.toString()));

        var ofRun = "{\"flow_runs\": {\"id\": {\"any_\": [\"%s\"]}}%s}";

        assertThat(post(ARTIFACTS + "count", ofRun.formatted(run, ""), 200).getInt(""))
                .isEqualTo(3);
        assertThat(post(
                                ARTIFACTS + "filter",
                                ofRun.formatted(run, ", \"artifacts\": {\"key\": {\"exists_\": false}}"),
                                200)
                        .getList("type"))
                .containsExactly("progress");
        assertThat(post(
                                ARTIFACTS + "latest/filter",
                                ofRun.formatted(
                                        run,
                                        ", \"artifacts\": {\"key\": {\"like_\": \"report\"}}, \"sort\": \"KEY_ASC\""),
                                200)
                        .getList("latest_id"))
                .containsExactly(latest);
        assertThat(post(ARTIFACTS + "latest/count", ofRun.formatted(run, ""), 200)
                        .getInt(""))
                .isEqualTo(1);
    }

    @Test
    void keysAreLowercaseLettersDigitsAndDashesAndMetadataIsText() {
        post(ARTIFACTS, artifact("My Report"), 422);
        post(ARTIFACTS, artifact("report").put("metadata_", new JsonObject().put("n", 1)), 422);
        post(ARTIFACTS, artifact("report").put("flow_run_id", "none"), 422);
    }
}
