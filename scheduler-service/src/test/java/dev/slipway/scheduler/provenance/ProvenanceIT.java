package dev.slipway.scheduler.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.testing.Api;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class ProvenanceIT {
    private static final String PROVENANCE = "/internal/v1/provenance?";
    private final String flow = Api.unique("etl");
    private final String digest =
            "sha256:" + UUID.randomUUID().toString().replace("-", "").repeat(2);

    @Test
    void aRunBelongsToWhatItsDeploymentWasWhenItWasClaimed() {
        String deployment = registered();
        String run = run(deployment);
        Api.patch("/api/deployments/" + deployment, "{\"description\": \"changed since\"}");
        String later = run(deployment);

        JsonPath ofRun = Api.get(PROVENANCE + "run=" + run);

        assertThat(ofRun.getInt("runs[0].deploymentVersion")).isEqualTo(1);
        assertThat(ofRun.getInt("deploymentVersions[0].number")).isEqualTo(1);
        assertThat(ofRun.getBoolean("deploymentVersions[0].current")).isFalse();
        assertThat(ofRun.getList("runs[0].slot.decisions.name", String.class)).contains("Scheduled", "Pending");
        assertThat(Api.get(PROVENANCE + "run=" + later).getInt("runs[0].deploymentVersion"))
                .isEqualTo(2);
        JsonPath ofDeployment = Api.get(PROVENANCE + "deployment=" + flow + "/nightly");
        assertThat(ofDeployment.getList("runs.id", String.class)).containsExactlyInAnyOrder(run, later);
        assertThat(ofDeployment.getList("deploymentVersions.number", Integer.class))
                .containsExactly(2, 1);
        assertThat(Api.get(PROVENANCE + "image=" + digest).getList("runs")).hasSize(2);
        assertThat(Api.get(PROVENANCE + "image=registry/etl@" + digest).getList("deploymentVersions"))
                .hasSize(2);
    }

    @Test
    void whatIsUnknownHasNoParts() {
        JsonPath unknown = Api.get(PROVENANCE + "run=" + UUID.randomUUID());

        assertThat(unknown.getList("runs")).isEmpty();
        assertThat(unknown.getList("deploymentVersions")).isEmpty();
        assertThat(Api.get(PROVENANCE + "builds=" + UUID.randomUUID()).getList("deploymentVersions"))
                .isEmpty();
        Api.request().get(PROVENANCE + "run=x").then().statusCode(422);
    }

    private String registered() {
        var body = new JsonObject()
                .put("name", "nightly")
                .put("flow_id", Api.flow(flow))
                .put("work_pool_name", Api.pool())
                .put("job_variables", new JsonObject().put("image", "registry/etl@" + digest));
        return Api.post("/api/deployments/", body, 201).getString("id");
    }

    private static String run(String deployment) {
        String run = Api.post("/api/deployments/" + deployment + "/create_flow_run", new JsonObject(), 201)
                .getString("id");
        var state = new JsonObject().put("type", "PENDING").put("name", "Pending");
        Api.post("/api/flow_runs/" + run + "/set_state", new JsonObject().put("state", state), 201);
        return run;
    }
}
