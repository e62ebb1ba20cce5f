package dev.slipway.gateway.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@GatewayTest
class ProjectIT {
    private final String slug = "p-" + UUID.randomUUID();

    @Inject
    Pool database;

    @Test
    void aNewProjectWithoutSecretsGetsOneAndItIsShownOnce() {
        HttpResponse<String> created = post(body(""));

        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode project = Client.json(created);
        assertThat(project.path("hookPath").asText()).isEqualTo("/hooks/gitlab/" + slug);
        assertThat(project.path("signingSecret").asText()).startsWith("whsec_");
        assertThat(Client.json(put(slug, body(""))).has("signingSecret")).isFalse();
    }

    @Test
    void secretsThatWereGivenAreNeverShown() {
        HttpResponse<String> created = post(body(",\"webhookToken\":\"a-hook-token\",\"gitToken\":\"a-git-token\""));

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body())
                .doesNotContain("a-hook-token", "a-git-token", "whsec_")
                .contains("\"registry\":\"local\"");
    }

    @Test
    void secretsAreEncryptedAtRest() {
        post(body(",\"webhookToken\":\"a-hook-token\""));

        var rows = database.query("select webhook_token from hook_secrets where project = '" + slug + "'")
                .executeAndAwait();
        byte[] stored = rows.iterator().next().getBuffer(0).getBytes();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("a-hook-token");
    }

    @Test
    void aNameIsTakenOnce() {
        post(body(",\"webhookToken\":\"a-hook-token\""));

        assertThat(post(body("")).statusCode()).isEqualTo(409);
    }

    @Test
    void replacingKeepsTheSecretsThatAreNotGiven() {
        post(body(",\"webhookToken\":\"a-hook-token\""));

        assertThat(put(slug, body("")).statusCode()).isEqualTo(200);
        assertThat(deliver("a-hook-token")).isEqualTo(202);
        assertThat(put(slug, body(",\"webhookToken\":\"another-token\"")).statusCode())
                .isEqualTo(200);
        assertThat(deliver("a-hook-token")).isEqualTo(401);
        assertThat(deliver("another-token")).isEqualTo(202);
    }

    @Test
    void replacingWhatIsNotThereMakesIt() {
        assertThat(put(slug, body(",\"webhookToken\":\"a-hook-token\"")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void aProjectThatTheBuilderRefusesIsNotHalfMade() {
        HttpResponse<String> refused =
                post(body(",\"webhookToken\":\"a-hook-token\"").replace(slug, "refused-" + slug));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("no such registry");
        assertThat(hook("refused-" + slug, "a-hook-token")).isEqualTo(404);
        assertThat(post(body("").replace(slug, "broken-" + slug)).statusCode()).isEqualTo(503);
        assertThat(hook("broken-" + slug, "x")).isEqualTo(404);
    }

    @Test
    void aDeletedProjectHearsNoMoreHooks() {
        post(body(",\"webhookToken\":\"a-hook-token\""));

        assertThat(delete(slug)).isEqualTo(204);
        assertThat(deliver("a-hook-token")).isEqualTo(404);
        assertThat(delete("unknown-" + slug)).isEqualTo(404);
    }

    @Test
    void whatIsNoProjectIsRefusedByAProblem() {
        HttpResponse<String> refused = post("{\"slug\":\"X\"}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(post("nonsense").statusCode()).isEqualTo(422);
        assertThat(Client.send(Client.admin("/slipway/v1/projects/" + slug).method("PATCH", Client.body("{}")))
                        .statusCode())
                .isEqualTo(405);
    }

    private String body(String more) {
        return "{\"slug\":\"" + slug
                + "\",\"gitUrl\":\"https://gl/g/x.git\",\"registry\":\"local\",\"variables\":{\"A\":\"b\"}" + more
                + "}";
    }

    private int deliver(String token) {
        return hook(slug, token);
    }

    private static int hook(String project, String token) {
        return Client.send(Client.anonymous("/hooks/gitlab/" + project)
                        .header("X-Gitlab-Token", token)
                        .POST(Client.body("{}")))
                .statusCode();
    }

    private static HttpResponse<String> post(String body) {
        return Client.send(Client.admin("/slipway/v1/projects").POST(Client.body(body)));
    }

    private static HttpResponse<String> put(String slug, String body) {
        return Client.send(Client.admin("/slipway/v1/projects/" + slug).PUT(Client.body(body)));
    }

    private static int delete(String slug) {
        return Client.send(Client.admin("/slipway/v1/projects/" + slug).DELETE())
                .statusCode();
    }
}
