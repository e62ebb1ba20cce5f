package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.forge.ForgeHook;
import dev.slipway.local.forge.HookDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One webhook of a group, or of all of GitLab, does for every project of it. */
class GroupHookE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GROUP = "team";
    private static final String EVERYTHING = "";
    private final Slipway slipway = Slipway.running();
    private final GatewayClient gateway = slipway.gateway();
    private final String name = "hook-" + UUID.randomUUID().toString().substring(0, 8);
    private final String path = "/slipway/v1/hooks/" + name;

    @AfterEach
    void removeHook() {
        slipway.forge().removeGroupHook(GROUP);
        slipway.forge().removeGroupHook(EVERYTHING);
        gateway.tryDelete(path);
    }

    @Test
    void projectWithoutAWebhookIsBuiltByThatOfItsGroupAndOneWithCountsOnce() {
        TeamProject without = slipway.project("grouped").withoutHook();
        TeamProject with = slipway.project("hooked-twice");
        listen(GROUP, slipway.forge().url() + "/" + GROUP);

        slipway.register(without);
        slipway.register(with);

        assertThat(deliveries(without)).singleElement().satisfies(sent -> {
            assertThat(sent.status()).isEqualTo(202);
            assertThat(sent.event()).isEqualTo("Push Hook");
            assertThat(sent.answer()).contains(without.slug(), "accepted");
        });
        await().atMost(PATIENCE).until(() -> deliveries(with).size() == 2);
        assertThat(deliveries(with)).extracting(HookDelivery::status).containsOnly(202);
        assertThat(deliveries(with).toString()).contains("\"status\":\"accepted\"", "\"status\":\"duplicate\"");
        assertThat(outcomes(with)).containsExactly("QUEUED");
        assertThat(gateway.get("/slipway/v1/builds?project=" + with.slug())).hasSize(1);
    }

    @Test
    void systemHookDoesForAllProjectsAndWithAnotherSecretForNone() {
        TeamProject project = slipway.project("of-the-system").withoutHook();
        listen(EVERYTHING, slipway.forge().url());

        slipway.register(project);
        assertThat(deliveries(project)).singleElement().satisfies(sent -> assertThat(sent.event())
                .isEqualTo("System Hook"));

        slipway.forge().setGroupHook(EVERYTHING, new ForgeHook(hookUrl(), null, "whsec_" + "A".repeat(44)));
        String commit = project.tree().write("README.md", "of a stranger").commit("Not told by GitLab");
        project.tree().push();

        assertThat(project.delivery(commit).status()).isEqualTo(401);
        assertThat(outcomes(project)).containsExactly("QUEUED");
    }

    /** Has the forge report the pushes below that path to a new hook for that URL. */
    private void listen(String group, String url) {
        JsonNode made = gateway.put(path, Map.of("url", url));
        slipway.forge()
                .setGroupHook(
                        group,
                        new ForgeHook(
                                hookUrl(), null, made.path("signingSecret").asText()));
    }

    private String hookUrl() {
        return slipway.address().gatewayUrl() + "/hooks/gitlab/groups/" + name;
    }

    private List<HookDelivery> deliveries(TeamProject project) {
        return slipway.forge().deliveries().stream()
                .filter(sent -> sent.projectPath().equals("team/" + project.slug()))
                .toList();
    }

    private List<String> outcomes(TeamProject project) {
        return gateway.get("/slipway/v1/pushes?project=" + project.slug()).findValuesAsText("outcome");
    }
}
