package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.forge.HookDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A project whose webhook Slipway made itself, beside the one that was told to the forge. */
class ConnectedProjectE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(2);
    private final Slipway slipway = Slipway.running();
    private final GatewayClient gateway = slipway.gateway();
    private final TeamProject project = slipway.project("connected");
    private final String path = "/slipway/v1/projects/" + project.slug();

    @Test
    void commitShowsWhatCameOfItAndARotationLosesNoDelivery() {
        assertThat(findings(gateway.post(path + "/connect", Map.of()))).contains("The webhook was created");
        slipway.register(project);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(statuses())
                .containsExactlyInAnyOrder("slipway/build success", "slipway/register success"));

        JsonNode again = gateway.post(path + "/connect", Map.of());
        assertThat(again.path("connection").path("state").asText())
                .as(again.toString())
                .isEqualTo("CONNECTED");
        assertThat(gateway.post(path + "/rotate", Map.of()).has("formerSecretUntil"))
                .isTrue();
        String commit = project.tree().write("README.md", "words").commit("Words only [skip ci]");
        project.tree().push();

        await().atMost(PATIENCE).until(() -> deliveries(commit).size() == 2);
        assertThat(deliveries(commit)).extracting(HookDelivery::status).containsOnly(202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outcomes()).containsExactly("IGNORED", "KNOWN", "QUEUED"));
    }

    @Test
    void branchHasAPreviewThatGoesWithIt() {
        TeamProject team = slipway.project("previewed").every(10);
        String rules = "/slipway/v1/projects/" + team.slug();
        gateway.put(rules + "/rules", Map.of("previews", Map.of("branches", List.of("feature/*"))));
        String preview = "/api/deployments/name/" + team.slug() + "/main--feature-x";
        team.commit();
        team.tree().push("main:refs/heads/feature/x");

        await().atMost(LONG).until(() -> gateway.tryGet(preview).succeeded());
        JsonNode deployment = gateway.get(preview);
        assertThat(deployment.path("tags").toString()).isEqualTo("[\"preview:feature/x\"]");
        assertThat(deployment.path("schedules").findValuesAsText("active")).containsExactly("false");
        assertThat(gateway.get(rules + "/refs").toString())
                .contains("\"whenDeleted\":\"delete\"", team.slug() + "/main--feature-x");

        team.tree().push(":refs/heads/feature/x");
        await().atMost(LONG).until(() -> gateway.tryGet(preview).status() == 404);
        assertThat(gateway.tryGet("/api/deployments/name/" + team.deploymentName())
                        .status())
                .isEqualTo(404);
    }

    private List<String> outcomes() {
        return gateway.get("/slipway/v1/pushes?project=" + project.slug()).findValuesAsText("outcome");
    }

    private List<HookDelivery> deliveries(String commit) {
        return slipway.forge().deliveries().stream()
                .filter(sent -> sent.body().contains(commit))
                .toList();
    }

    private List<String> statuses() {
        return slipway.forge().statuses("team/" + project.slug()).stream()
                .map(status -> status.name() + " " + status.status())
                .toList();
    }

    private static String findings(JsonNode answer) {
        return answer.path("connection").path("findings").toString();
    }
}
