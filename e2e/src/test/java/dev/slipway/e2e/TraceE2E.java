package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.demo.Journey;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a run back to its delivery, to an image that is not built again, and back to an earlier version. */
class TraceE2E {
    private static final String PROVENANCE = "/slipway/v1/provenance/";
    private final Slipway slipway = Slipway.running();
    private final TeamProject project = slipway.project("traced").every(5);

    @AfterEach
    void pause() {
        project.pause(slipway.gateway());
    }

    @Test
    void aRunLeadsToItsDeliveryAndTheSameFilesToTheSameImageAndARollbackToTheFirstVersion() {
        project.tree().write(".dockerignore", "README.md\n.git\n");
        Journey journey = slipway.pushAndFollow(project);
        UUID run = journey.runId().orElseThrow();
        JsonNode trail = await().until(() -> get(PROVENANCE + "runs/" + run), found -> found.path("missing")
                .isEmpty());
        String commit = trail.at("/builds/0/commit").asText();
        String digest = trail.at("/builds/0/images/0/digest").asText();

        assertThat(trail.at("/deliveries/0/after").asText()).isEqualTo(commit);
        assertThat(trail.at("/deploymentVersions/0/number").asInt()).isEqualTo(1);
        assertThat(trail.at("/deploymentVersions/0/image").asText()).endsWith(digest);
        assertThat(trail.at("/runs/0/slot/bySchedule").asBoolean()).isTrue();
        assertThat(trail.at("/runs/0/jobs/0/exitCode").asText()).isEqualTo("0");
        assertThat(Stream.of(
                        "commits/" + commit.substring(0, 9),
                        "images/" + digest,
                        "deployments/" + project.deploymentName()))
                .allSatisfy(
                        other -> assertThat(get(PROVENANCE + other).path("runs").findValuesAsText("id"))
                                .contains(run.toString()));

        project.tree().write("README.md", "Nothing that an image has.");
        project.push();
        String versions = "/slipway/v1/deployments/" + project.deploymentName();
        await().until(() -> get(versions + "/versions").path("current").asInt() == 2);

        JsonNode second = get("/slipway/v1/builds?project=" + project.slug()).path(0);
        assertThat(second.at("/images/0/reused").asBoolean()).isTrue();
        assertThat(second.at("/images/0/digest").asText()).isEqualTo(digest);
        try (Stream<String> log = slipway.gateway().stream(
                "/slipway/v1/builds/" + second.path("id").asText() + "/log/stream", 0)) {
            assertThat(log.toList().toString()).contains("Reusing ", "\"state\":\"SUCCEEDED\"");
        }
        JsonNode back = slipway.gateway().post(versions + "/rollback", Map.of());
        assertThat(back.path("note").asText()).isEqualTo("rollback of 1");
        assertThat(back.path("commit").asText()).isEqualTo(commit);
    }

    private JsonNode get(String path) {
        return slipway.gateway().get(path);
    }
}
