package dev.slipway.builder.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.work.BuilderClient;
import dev.slipway.local.forge.ForgeToken;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.HookDelivery;
import dev.slipway.local.forge.WorkTree;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a token to a webhook that works. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class ConnectionIT {
    private static final String SECRET = "whsec_" + "A".repeat(43) + "=";
    private static GitForge forge;
    private static com.sun.net.httpserver.HttpServer receiver;
    private static Path folder;
    private static volatile int answers = 202;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        forge = GitForge.start(temporary.resolve("forge"));
        receiver =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(answers, -1);
            }
        });
        receiver.start();
    }

    @AfterAll
    static void stop() {
        forge.close();
        receiver.stop(0);
    }

    @Test
    void webhookIsCreatedAndTried() {
        project("made", forge.token(), true);

        JsonNode found = connect("made");

        assertThat(found.path("state").asText()).as(found.toString()).isEqualTo("CONNECTED");
        assertThat(found.path("findings").findValuesAsText("what"))
                .containsExactlyInAnyOrder("FETCH", "STATUSES", "HOOK", "DELIVERY");
        HookDelivery test = lastTo("made");
        assertThat(test.event()).isEqualTo("Push Hook");
        assertThat(test.headers()).containsKey("webhook-signature");
        assertThat(gateway.get("/slipway/v1/projects/made/connection")
                        .path("state")
                        .asText())
                .isEqualTo("CONNECTED");
    }

    @Test
    void webhookThatExistsIsUpdatedAndNotMadeTwice() {
        project("twice", forge.token(), true);

        long first = connect("twice").path("hookId").asLong();
        JsonNode again = connect("twice");

        assertThat(again.path("hookId").asLong()).isEqualTo(first);
        assertThat(again.path("findings").toString()).contains("found and updated");
    }

    @Test
    void defaultBranchIsGitLabs() {
        project("branch", forge.token(), true, Map.of("defaultBranch", "trunk"));

        connect("branch");

        assertThat(gateway.get("/slipway/v1/projects/branch")
                        .path("defaultBranch")
                        .asText())
                .isEqualTo("main");
    }

    @Test
    void missingScopeIsNamedWithWhatItIsFor() {
        ForgeToken token = forge.createToken(List.of("read_repository"), 40, null);
        project("scope", token.token(), true);

        JsonNode found = connect("scope");

        assertThat(found.path("state").asText()).isEqualTo("INCOMPLETE");
        assertThat(found.path("findings").findValuesAsText("detail"))
                .contains(
                        "The repository can be fetched.",
                        "The token lacks the scope api: the webhook can't be created.",
                        "The token lacks the scope api: commit statuses can't be reported.");
    }

    @Test
    void roleThatIsTooLowIsNamed() {
        ForgeToken token = forge.createToken(List.of("api"), 30, null);
        project("role", token.token(), true);

        assertThat(connect("role").path("findings").findValuesAsText("detail"))
                .contains(
                        "Commit statuses can be reported.",
                        "The token's user is no Maintainer of the project: the webhook can't be created.");
    }

    @Test
    void expiredAndRevokedTokensAreToldInGitLabsWords() {
        ForgeToken expired = forge.createToken(List.of("api"), 40, Instant.parse("2026-01-01T00:00:00Z"));
        project("expired", expired.token(), true);
        ForgeToken revoked = forge.createToken(List.of("api"), 40, null);
        forge.revoke(revoked.token());
        project("revoked", revoked.token(), true);

        assertThat(connect("expired").path("state").asText()).isEqualTo("TOKEN_REFUSED");
        assertThat(connect("expired").path("findings").toString()).contains("Token is expired");
        assertThat(connect("revoked").path("findings").toString()).contains("Token was revoked");
    }

    @Test
    void testDeliveryThatIsNotAcceptedIsToldWithTheReceiversStatus() {
        project("deaf", forge.token(), true);
        answers = 401;
        try {
            JsonNode found = connect("deaf");

            assertThat(found.path("state").asText()).isEqualTo("INCOMPLETE");
            assertThat(found.path("findings").toString()).contains("HTTP 401");
        } finally {
            answers = 202;
        }
    }

    @Test
    void projectThatTheTokenDoesNotSeeIsToldAsSuch() {
        ForgeToken token = forge.createToken(List.of("api"), 0, null);
        project("hidden", token.token(), false);

        assertThat(connect("hidden").path("findings").toString()).contains("knows no such project");
    }

    @Test
    void projectWithoutTokenSaysSo() {
        project("tokenless", null, false);

        assertThat(connect("tokenless").path("state").asText()).isEqualTo("NO_TOKEN");
    }

    @Test
    void gitLabThatDoesNotAnswerIsNoFailureOfTheProject() {
        project("silent", forge.token(), false, Map.of("gitUrl", "http://127.0.0.1:1/team/silent.git"));

        assertThat(connect("silent").path("state").asText()).isEqualTo("UNREACHABLE");
    }

    @Test
    void webhookIsRemovedFromGitLab() {
        project("removed", forge.token(), true);
        connect("removed");

        JsonNode gone = Answers.json(
                gateway.send("DELETE", "/internal/v1/projects/removed/connection?hookUrl=" + hookUrl("removed"), null));

        assertThat(gone.path("removed").asBoolean()).isTrue();
        assertThat(connect("removed").path("findings").toString()).contains("was created");
    }

    private JsonNode connect(String slug) {
        return gateway.post(
                "/internal/v1/projects/" + slug + "/connection",
                Map.of("hookUrl", hookUrl(slug), "signingSecret", SECRET, "adoptDefaultBranch", true));
    }

    private static String hookUrl(String slug) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks/gitlab/" + slug;
    }

    private static HookDelivery lastTo(String slug) {
        return forge.deliveries().stream()
                .filter(delivery -> delivery.projectPath().equals("team/" + slug))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private void project(String slug, @org.jspecify.annotations.Nullable String token, boolean withCommit) {
        project(slug, token, withCommit, Map.of());
    }

    private void project(
            String slug,
            @org.jspecify.annotations.Nullable String token,
            boolean withCommit,
            Map<String, Object> more) {
        forge.createProject("team/" + slug);
        gateway.put(
                "/slipway/v1/registries/connections",
                Map.of("address", "127.0.0.1:1", "username", "u", "password", "p"));
        var body =
                new HashMap<String, Object>(Map.of("gitUrl", forge.gitUrl("team/" + slug), "registry", "connections"));
        if (token != null) {
            body.put("gitToken", token);
        }
        body.putAll(more);
        gateway.put("/internal/v1/projects/" + slug, body);
        if (withCommit) {
            WorkTree tree = WorkTree.open(folder.resolve(slug)).connect(forge.gitUrl("team/" + slug), forge.token());
            tree.write("a.txt", "a").commit("first");
            tree.push();
        }
    }
}
