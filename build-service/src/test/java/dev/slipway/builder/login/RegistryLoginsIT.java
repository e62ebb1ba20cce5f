package dev.slipway.builder.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.work.BuilderClient;
import dev.slipway.testkit.Infrastructure;
import dev.slipway.testkit.TestRegistry;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins that expire and logins that are exchanged, as the dispatcher gets them lent. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
@WithTestResource(RegistryLoginsIT.Settings.class)
class RegistryLoginsIT {
    private final BuilderClient gateway = new BuilderClient("gateway");
    private final BuilderClient dispatcher = new BuilderClient("dispatcher");
    private final String name = "r-" + UUID.randomUUID();
    private TokenDesk desk;

    @Inject
    Pool pool;

    @BeforeEach
    void open() throws IOException {
        desk = TokenDesk.open();
    }

    @AfterEach
    void close() {
        gateway.send("DELETE", "/slipway/v1/registries/" + name, null);
        desk.close();
    }

    @Test
    void aKeyIsExchangedForALoginThatTheRegistryTakes() {
        gateway.put("/slipway/v1/registries/" + name, desk.definition());

        JsonNode lent = checked();

        assertThat(lent.path("username").asText()).isEqualTo("AWS");
        assertThat(lent.path("password").asText()).isEqualTo(desk.tokens().getFirst());
        // the registry knows no such image, but says so only to who is logged in
        assertThat(lent.path("manifest").asText()).isEqualTo("MISSING");
        assertThat(Instant.parse(lent.path("expiresAt").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(13)));
        assertThat(checked()).isEqualTo(lent);
        assertThat(desk.tokens()).hasSize(1);
    }

    @Test
    void aLoginThatIsNotFreshAnyMoreIsExchangedAgainBeforeItExpires() {
        desk.tokensLast(Duration.ofSeconds(9));
        gateway.put("/slipway/v1/registries/" + name, desk.definition());
        Instant firstEnds = Instant.parse(checked().path("expiresAt").asText());

        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> checked().path("password").asText(),
                        other -> !other.equals(desk.tokens().getFirst()));

        assertThat(Instant.now()).isBefore(firstEnds);
        assertThat(desk.tokens()).hasSize(2);
    }

    @Test
    void aLoginThatTheRegistryEndedBeforeItsTimeIsExchangedAgainOnce() {
        gateway.put("/slipway/v1/registries/" + name, desk.definition());
        checked();

        desk.expireAll();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> checked().path("manifest").asText(), answer -> answer.equals("MISSING"));
        assertThat(desk.tokens()).hasSize(2);
        // a registry that refuses what is new, too, does not make us exchange without pause
        desk.expireAll();
        assertThat(checked().path("manifest").asText()).isEqualTo("DENIED");
        assertThat(checked().path("manifest").asText()).isEqualTo("DENIED");
        assertThat(desk.tokens()).hasSize(2);
    }

    @Test
    void aTestOfALoginThatTheRegistryEndedBeforeItsTimeShowsAnotherOne() {
        gateway.put("/slipway/v1/registries/" + name, desk.definition());
        assertThat(tested()).isEqualTo("ACCEPTED");

        desk.expireAll();

        await().atMost(Duration.ofSeconds(10)).until(this::tested, "ACCEPTED"::equals);
        assertThat(desk.tokens()).hasSize(2);
    }

    @Test
    void whileTheExchangeIsAwayTheLoginInHandIsLentAndThenNoneIs() {
        desk.tokensLast(Duration.ofSeconds(6));
        gateway.put("/slipway/v1/registries/" + name, desk.definition());
        Instant ends = Instant.parse(lent().path("expiresAt").asText());
        desk.answer(503);

        await().atMost(Duration.ofSeconds(20)).until(() -> lend().statusCode() == 503);

        assertThat(Instant.now()).isAfterOrEqualTo(ends);
        assertThat(lend().body())
                .contains("\"code\":\"unavailable\"", TokenDesk.KEY)
                .doesNotContain(TokenDesk.SECRET);
        desk.answer(0);
        assertThat(lent().path("password").asText()).isEqualTo(desk.tokens().getLast());
    }

    @Test
    void aKeyThatIsRefusedIsToldAndANewOneCountsAtOnce() {
        gateway.put("/slipway/v1/registries/" + name, desk.definition("not-it"));

        JsonNode refused = lent();

        assertThat(refused.has("password")).isFalse();
        assertThat(refused.path("refused").asText())
                .contains(TokenDesk.KEY, "InvalidSignatureException", "ecr:GetAuthorizationToken")
                .doesNotContain("not-it");
        gateway.put("/slipway/v1/registries/" + name, desk.definition());
        assertThat(lent().path("password").asText()).isEqualTo(desk.tokens().getLast());
    }

    @Test
    void aLoginWithAnEndIsLentUntilThenAndRefusedAfterwards() {
        Instant soon = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        Map<String, String> definition = Map.of(
                "address",
                desk.registry(),
                "username",
                TestRegistry.USERNAME,
                "password",
                "a-token",
                "expiresAt",
                soon.toString());

        JsonNode view = gateway.put("/slipway/v1/registries/" + name, definition);

        assertThat(view.path("login").asText()).isEqualTo("expiring");
        assertThat(view.path("loginState").asText()).isEqualTo("EXPIRES_SOON");
        assertThat(lent().path("password").asText()).isEqualTo("a-token");
        assertThat(Instant.parse(lent().path("expiresAt").asText())).isEqualTo(soon);
        JsonNode refused = await().atMost(Duration.ofSeconds(10)).until(this::lent, lent -> lent.has("refused"));
        assertThat(refused.has("password")).isFalse();
        assertThat(refused.path("refused").asText())
                .contains("expired at " + soon, "PUT /slipway/v1/registries/" + name);
        assertThat(gateway.get("/slipway/v1/registries/" + name)
                        .path("loginState")
                        .asText())
                .isEqualTo("EXPIRED");
    }

    @Test
    void secretsAreSealedAndNeverComeOut() {
        gateway.put("/slipway/v1/registries/" + name, desk.definition());
        String token = lent().path("password").asText();

        assertThat(gateway.get("/slipway/v1/registries").toString())
                .contains(TokenDesk.KEY, TokenDesk.REGION)
                .doesNotContain(TokenDesk.SECRET, token);
        String rows = everything("registries") + everything("exchanged_logins");
        for (String secret : new String[] {TokenDesk.SECRET, token}) {
            String base64 =
                    Base64.getEncoder().encodeToString(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(rows).contains(name).doesNotContain(secret, base64);
        }
    }

    @Test
    void wrongLoginsAreRefusedWithTheField() {
        assertThat(put(Map.of("login", "kerberos"))).contains("static, expiring or ecr");
        assertThat(put(Map.of("username", "u", "password", "p", "expiresAt", "tomorrow")))
                .contains("expiresAt must be a time");
        assertThat(put(Map.of("username", "u", "password", "p", "expiresAt", "2020-01-01T00:00:00Z")))
                .contains("expiresAt is over");
        assertThat(put(Map.of("login", "ecr", "accessKeyId", "A", "secretAccessKey", "s", "region", "Mars!")))
                .contains("region must be");
        assertThat(put(Map.of(
                        "login",
                        "ecr",
                        "accessKeyId",
                        "A",
                        "secretAccessKey",
                        "s",
                        "region",
                        "eu-west-1",
                        "endpoint",
                        "file:///etc")))
                .contains("endpoint must be");
    }

    private String put(Map<String, String> login) {
        var body = new java.util.HashMap<>(login);
        body.put("address", desk.registry());
        HttpResponse<String> answer = gateway.send("PUT", "/slipway/v1/registries/" + name, body);
        assertThat(answer.statusCode()).isEqualTo(422);
        return answer.body();
    }

    private String everything(String table) {
        return pool.query("select " + table + "::text as line from " + table).execute().await().indefinitely().stream()
                .map(row -> row.getString("line"))
                .toList()
                .toString();
    }

    private JsonNode checked() {
        return dispatcher.post(
                "/internal/v1/registry-credentials", Map.of("image", desk.registry() + "/team/app:1", "check", true));
    }

    private String tested() {
        return gateway.post("/slipway/v1/registries/" + name + "/test", Map.of())
                .path("state")
                .asText();
    }

    private JsonNode lent() {
        return dispatcher.post("/internal/v1/registry-credentials", Map.of("address", desk.registry()));
    }

    private HttpResponse<String> lend() {
        return dispatcher.send("POST", "/internal/v1/registry-credentials", Map.of("address", desk.registry()));
    }

    /** What is refused now may be exchanged again soon. */
    public static final class Settings implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("slipway.registry.exchange.keep-refused", "1s", "slipway.registry.exchange.timeout", "2s");
        }

        @Override
        public void stop() {
            // nothing was started
        }
    }
}
