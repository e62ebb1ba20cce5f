package dev.slipway.scheduler.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class OpenApiIT {
    @Test
    void callsAreDescribedWithWhatTheyTakeAndAnswer() {
        var document = Api.get("/api/openapi.json");

        assertThat(document.getString("openapi")).startsWith("3.1");
        var read = "paths.'/flow_runs/{id}'.get.";
        assertThat(document.getString(read + "parameters[0].name")).isEqualTo("id");
        assertThat(document.getString(read + "parameters[0].schema.format")).isEqualTo("uuid");
        assertThat(document.getString(read + "responses.'200'.content.'application/json'.schema.$ref"))
                .endsWith("/FlowRun");
        var run = "components.schemas.FlowRun.";
        assertThat(document.getList(run + "required", String.class)).contains("state_type", "work_queue_id");
        assertThat(document.getList(run + "properties.deployment_id.anyOf.type", String.class))
                .containsExactly("string", "null");
        assertThat(document.getList("components.schemas.WorkPoolRequest.required", String.class))
                .doesNotContain("is_paused");
        assertThat(document.getString(
                        "paths.'/flow_runs/{id}/set_state'.post.requestBody.content.'application/json'.schema.$ref"))
                .endsWith("/SetStateRequest");
    }

    @Test
    void whatIsNotForClientsIsNotDescribed() {
        assertThat(Api.get("/api/openapi.json").getMap("paths").keySet())
                .allMatch(path -> !path.toString().contains("internal"));
    }
}
