package dev.slipway.gateway.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Webhooks that are made in GitLab, and secrets that are replaced. */
@GatewayTest
class ConnectionIT {
    private final String slug = "c-" + UUID.randomUUID();

    @Test
    void aProjectThatIsMadeWithItsConnectionShowsWhatWasFound() {
        JsonNode made = Client.json(create(slug, ",\"connect\":true"));

        assertThat(made.path("hookUrl").asText()).endsWith("/hooks/gitlab/" + slug);
        assertThat(made.path("connection").path("state").asText()).isEqualTo("CONNECTED");
        JsonNode told = made.path("connection").path("told");
        assertThat(told.path("signingSecret").asText())
                .isEqualTo(made.path("signingSecret").asText());
        assertThat(told.path("adoptDefaultBranch").asBoolean()).isTrue();
    }

    @Test
    void deliveriesWithTheFormerSecretStillCountAfterARotation() {
        String former = Client.json(create(slug, "")).path("signingSecret").asText();

        JsonNode rotated = Client.json(post(slug, "rotate"));
        String current =
                rotated.path("connection").path("told").path("signingSecret").asText();

        assertThat(current).startsWith("whsec_").isNotEqualTo(former);
        assertThat(Instant.parse(rotated.path("formerSecretUntil").asText())).isAfter(Instant.now());
        assertThat(rotated.has("signingSecret")).isFalse();
        assertThat(deliver(former)).isEqualTo(202);
        assertThat(deliver(current)).isEqualTo(202);
        assertThat(deliver("whsec_" + Base64.getEncoder().encodeToString(new byte[32])))
                .isEqualTo(401);
    }

    @Test
    void noThirdSecretIsMadeWhileGitLabMayHaveTheFirst() {
        String unfit = "unfit-" + slug;
        String first = Client.json(create(unfit, "")).path("signingSecret").asText();

        String second = toldSecret(post(unfit, "rotate"));
        String again = toldSecret(post(unfit, "rotate"));

        assertThat(second).isNotEqualTo(first);
        assertThat(again).isEqualTo(second);
        assertThat(deliver(unfit, first)).isEqualTo(202);
        assertThat(deliver(unfit, second)).isEqualTo(202);
    }

    @Test
    void theSecretIsShownOnceIfNobodyButAPersonCanBringItToGitLab() {
        String tokenless = "tokenless-" + slug;
        create(tokenless, "");

        JsonNode rotated = Client.json(post(tokenless, "rotate"));

        assertThat(deliver(tokenless, rotated.path("signingSecret").asText())).isEqualTo(202);
        assertThat(toldSecret(post(tokenless, "rotate")))
                .isNotEqualTo(rotated.path("signingSecret").asText());
    }

    @Test
    void aSecretTokenIsReplacedByATokenAndStillCounts() {
        create(slug, ",\"webhookToken\":\"a-hook-token\"");

        String current = Client.json(post(slug, "rotate"))
                .path("connection")
                .path("told")
                .path("secretToken")
                .asText();

        assertThat(current).isNotEmpty();
        assertThat(withToken("a-hook-token")).isEqualTo(202);
        assertThat(withToken(current)).isEqualTo(202);
        assertThat(withToken("neither-of-them")).isEqualTo(401);
    }

    @Test
    void anUnknownProjectIsNotConnected() {
        assertThat(post(slug, "connect").statusCode()).isEqualTo(404);
        assertThat(post(slug, "rotate").statusCode()).isEqualTo(404);
        assertThat(Client.send(Client.anonymous("/slipway/v1/projects/" + slug + "/rotate")
                                .POST(Client.body("{}")))
                        .statusCode())
                .isEqualTo(401);
    }

    private static String toldSecret(HttpResponse<String> rotated) {
        return Client.json(rotated)
                .path("connection")
                .path("told")
                .path("signingSecret")
                .asText();
    }

    private static HttpResponse<String> create(String slug, String more) {
        String body =
                "{\"slug\":\"%s\",\"gitUrl\":\"https://gl/g/x.git\",\"registry\":\"local\"%s}".formatted(slug, more);
        return Client.send(Client.admin("/slipway/v1/projects").POST(Client.body(body)));
    }

    private static HttpResponse<String> post(String slug, String what) {
        return Client.send(
                Client.admin("/slipway/v1/projects/" + slug + "/" + what).POST(Client.body("{}")));
    }

    private int withToken(String token) {
        return Client.send(Client.anonymous("/hooks/gitlab/" + slug)
                        .header("X-Gitlab-Token", token)
                        .POST(Client.body("{}")))
                .statusCode();
    }

    private int deliver(String secret) {
        return deliver(slug, secret);
    }

    private static int deliver(String slug, String secret) {
        String id = UUID.randomUUID().toString();
        String time = Long.toString(Instant.now().getEpochSecond());
        return Client.send(Client.anonymous("/hooks/gitlab/" + slug)
                        .header("webhook-id", id)
                        .header("webhook-timestamp", time)
                        .header("webhook-signature", signature(secret, id + "." + time + ".{}"))
                        .POST(Client.body("{}")))
                .statusCode();
    }

    private static String signature(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
