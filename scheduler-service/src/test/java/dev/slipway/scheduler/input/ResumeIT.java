package dev.slipway.scheduler.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.scheduler.testing.Deployed;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ResumeIT {
    private static final String SCHEMA =
            "{\"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}}, \"additionalProperties\": false}";

    @Test
    void pausedRunGoesOnWithTheRightAnswerOnly() {
        UUID run = paused(false);
        Api.post("/api/flow_runs/" + run + "/input", input("paused-1-schema", SCHEMA), 201);

        var wrong = Api.post("/api/flow_runs/" + run + "/resume", "{\"run_input\": {\"name\": 1.5}}", 200);
        assertThat(wrong.getString("status")).isEqualTo("REJECT");
        assertThat(wrong.getString("details.type")).isEqualTo("abort_details");
        assertThat(wrong.getString("details.reason")).startsWith("Reason: ").contains("name");
        assertThat(wrong.getString("state.type")).isEqualTo("PAUSED");

        var right = Api.post("/api/flow_runs/" + run + "/resume", "{\"run_input\": {\"name\": \"marvin\"}}", 201);
        assertThat(right.getString("status")).isEqualTo("ACCEPT");
        assertThat(right.getString("state.type")).isEqualTo("RUNNING");
        String answer = Api.request()
                .get("/api/flow_runs/" + run + "/input/paused-1-response")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(new JsonObject(answer)).isEqualTo(new JsonObject().put("name", "marvin"));
        assertThat(Api.get("/api/flow_runs/" + run).getInt("run_count")).isEqualTo(1);
    }

    @Test
    void suspendedRunIsScheduledAgain() {
        UUID run = paused(true);
        Api.post("/api/flow_runs/" + run + "/input", input("paused-1-schema", SCHEMA), 201);

        var answer = Api.post("/api/flow_runs/" + run + "/resume", "{\"run_input\": {}}", 201);

        assertThat(answer.getString("state.type")).isEqualTo("SCHEDULED");
        assertThat(answer.getString("state.name")).isEqualTo("Resuming");
    }

    @Test
    void runThatIsNotPausedIsNotResumed() {
        UUID run = Deployed.on("process").run();

        var answer = Api.post("/api/flow_runs/" + run + "/resume", "{}", 200);

        assertThat(answer.getString("status")).isEqualTo("ABORT");
        assertThat(answer.getString("state")).isNull();
        assertThat(answer.getString("details.reason")).isEqualTo("Cannot resume a flow run that is not paused.");
    }

    @Test
    void keysAreGivenOnceAndFoundByPrefix() {
        UUID run = Deployed.on("process").run();
        Api.post("/api/flow_runs/" + run + "/input", input("who-1", "1"), 201);
        Api.post("/api/flow_runs/" + run + "/input", input("who-2", "2"), 201);
        Api.post("/api/flow_runs/" + run + "/input", input("who-1", "3"), 409);
        Api.post("/api/flow_runs/" + UUID.randomUUID() + "/input", input("who-1", "3"), 404);

        var found = Api.post(
                "/api/flow_runs/" + run + "/input/filter",
                "{\"prefix\": \"who\", \"limit\": 5, \"exclude_keys\": [\"who-1\"]}",
                200);
        assertThat(found.getList("key")).containsExactly("who-2");

        Api.request().delete("/api/flow_runs/" + run + "/input/who-2").then().statusCode(204);
        Api.request().delete("/api/flow_runs/" + run + "/input/who-2").then().statusCode(404);
    }

    private static JsonObject input(String key, String value) {
        return new JsonObject().put("key", key).put("value", value).putNull("sender");
    }

    private static UUID paused(boolean reschedule) {
        UUID run = Deployed.on("process").run();
        Deployed.propose(run, "PENDING", false);
        Deployed.propose(run, "RUNNING", false);
        Api.post("/api/flow_runs/" + run + "/set_state", """
                {"state": {"type": "PAUSED", "name": "Paused", "state_details": {
                    "pause_timeout": "2099-01-01T00:00:00Z", "pause_key": "1", "pause_reschedule": %s,
                    "run_input_keyset": {"description": "paused-1-description", "response": "paused-1-response",
                        "schema": "paused-1-schema"}}}, "force": false}""".formatted(reschedule), 201);
        return run;
    }
}
