package dev.slipway.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private static final Caller.Attempt ATTEMPT =
            new Caller.Attempt(UUID.fromString("01a205fc-09b6-7572-ab19-9fe007d58dba"), 2);

    private final Authenticator authenticator = TestAuth.authenticator();
    private final String attempt = TestAuth.attempts().issue("default", ATTEMPT);

    @Test
    void theAdministratorsCredentialWorksInEveryForm() {
        assertThat(authenticator.user("default", authorization(basic(TestAuth.ADMIN))))
                .contains(new Caller.Admin());
        assertThat(authenticator.user("default", authorization("Bearer " + TestAuth.ADMIN)))
                .contains(new Caller.Admin());
        assertThat(authenticator.user("default", authorization("bearer a-token-of-a-test")))
                .contains(new Caller.Admin());
        assertThat(authenticator.token("default", TestAuth.ADMIN)).contains(new Caller.Admin());
        assertThat(authenticator.token("default", "a-token-of-a-test")).contains(new Caller.Admin());
    }

    @Test
    void anAttemptsCredentialWorksInEveryForm() {
        assertThat(authenticator.user("default", authorization(basic(attempt)))).contains(ATTEMPT);
        assertThat(authenticator.user("default", authorization("Bearer " + attempt)))
                .contains(ATTEMPT);
        assertThat(authenticator.token("default", attempt)).contains(ATTEMPT);
    }

    @Test
    void anAttemptsCredentialIsOfItsRunItsNumberItsWorkspaceAndItsKeyOnly() {
        assertThat(authenticator.token("other", attempt)).isEmpty();
        assertThat(authenticator.token("default", attempt.replace(".2:", ".3:")))
                .isEmpty();
        assertThat(authenticator.token("default", attempt.replace(".2:", ".02:")))
                .isEmpty();
        assertThat(authenticator.token("default", attempt.replace("01a205fc", "01a205fd")))
                .isEmpty();
        assertThat(authenticator.token("default", attempt + "=")).isEmpty();
        var otherKey =
                new SecretBeans().keys(new TestAuth(TestAuth.ADMIN, TestAuth.key("another 32 bytes of a test's key")));
        assertThat(authenticator.token("default", new AttemptCredentials(otherKey).issue("default", ATTEMPT)))
                .isEmpty();
    }

    @Test
    void askingTwiceGivesTheSameCredential() {
        assertThat(TestAuth.attempts().issue("default", ATTEMPT)).isEqualTo(attempt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer nothing",
                "Bearer null",
                "Bearer admin",
                "Bearer admin:",
                "Bearer :a-token-of-a-test",
                "Bearer a-token-of-a-test-and-more",
                "Bearer root:a-token-of-a-test",
                "Basic",
                "Basic !!!",
                "Basic YWRtaW46",
                "Basic admin:a-token-of-a-test",
                "Digest admin:a-token-of-a-test",
                "admin:a-token-of-a-test",
                "Bearer attempt.01a205fc-09b6-7572-ab19-9fe007d58dba.2:",
                "Bearer attempt.01a205fc-09b6-7572-ab19-9fe007d58dba.2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void everythingElseIsNobody(String header) {
        assertThat(authenticator.user("default", authorization(header))).isEmpty();
    }

    @Test
    void twoCredentialsAreNone() {
        MultiMap both = authorization("Bearer " + TestAuth.ADMIN).add("Authorization", "Bearer nothing");

        assertThat(authenticator.user("default", both)).isEmpty();
    }

    @Test
    void theTokenAloneIsNoPasswordForBasic() {
        assertThat(authenticator.user("default", authorization(basic("a-token-of-a-test"))))
                .isEmpty();
        assertThat(authenticator.user("default", authorization(basic("admin:a-token-of-a-test:"))))
                .isEmpty();
    }

    @Test
    void aSocketWithoutTokenIsNobody() {
        assertThat(authenticator.token("default", null)).isEmpty();
        assertThat(authenticator.token("default", "")).isEmpty();
    }

    @Test
    void servicesAreKnownByNameAndToken() {
        assertThat(authenticator.service(service("dispatcher:token-of-dispatcher")))
                .contains(new Caller.Service("dispatcher"));
        for (String wrong : new String[] {
            "dispatcher:token-of-scheduler", "dispatcher", "dispatcher:", ":", "", "builder:", "builder:\0", "nobody:x"
        }) {
            assertThat(authenticator.service(service(wrong))).as(wrong).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin", "admin:", ":token-of-a-test", "admin:short", "attempt.x:token-of-a-test"})
    void aWeakOrAmbiguousAdministratorsCredentialStopsTheStart(String authString) {
        var config = new TestAuth(authString, TestAuth.usual().masterKey());

        assertThatThrownBy(() -> new AdminCredential(config)).hasMessageContaining("SLIPWAY_API_AUTH_STRING");
    }

    @Test
    void theCredentialOfAnAttemptOutlivesARotationOfTheKeyAsLongAsTheOldOneIsKnown() {
        var attempt = new Caller.Attempt(UUID.fromString("0198c0de-0000-7000-8000-000000000001"), 2);
        var issued = TestAuth.attempts().issue("default", attempt);
        var next = TestAuth.key("another 32 bytes of a test's key");
        var old = Optional.of(List.of(TestAuth.usual().masterKey()));

        var rotated = new AttemptCredentials(new SecretBeans().keys(new TestAuth(TestAuth.ADMIN, next, old)));
        var forgetful = new AttemptCredentials(new SecretBeans().keys(new TestAuth(TestAuth.ADMIN, next)));

        assertThat(rotated.verify("default", issued)).contains(attempt);
        assertThat(forgetful.verify("default", issued)).isEmpty();
        assertThat(forgetful.verify("default", rotated.issue("default", attempt)))
                .contains(attempt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64 !", "c2hvcnQ="})
    void anUnfitMasterKeyStopsTheStartWithoutBeingShown(String key) {
        assertThatThrownBy(() -> new SecretBeans().keys(new TestAuth(TestAuth.ADMIN, key)))
                .hasMessageContaining("SLIPWAY_MASTER_KEY must be")
                .hasNoCause();
    }

    private static MultiMap authorization(String value) {
        return MultiMap.caseInsensitiveMultiMap().add("Authorization", value);
    }

    private static MultiMap service(String value) {
        return MultiMap.caseInsensitiveMultiMap().add("X-Slipway-Service", value);
    }

    private static String basic(String authString) {
        return "Basic " + Base64.getEncoder().encodeToString(authString.getBytes(UTF_8));
    }
}
