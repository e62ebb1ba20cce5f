package dev.slipway.gateway.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    /** The example of the Standard Webhooks reference libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330L);

    @Test
    void theReferenceExampleIsValid() {
        assertThat(isValid(SIGNATURE)).isTrue();
    }

    @Test
    void oneValidSignatureAmongOthersIsEnough() {
        assertThat(isValid("v1a,abc v1,AAAA " + SIGNATURE + " v2,xyz")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1,",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=x"
            })
    void anythingElseIsNot(String signature) {
        assertThat(isValid(signature)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false", "31536000, false"})
    void theTimeMustBeNear(long secondsLater, boolean valid) {
        Instant now = NOW.plus(Duration.ofSeconds(secondsLater));

        assertThat(WebhookSignature.isValid(SECRET, ID, TIMESTAMP, SIGNATURE, BODY, now))
                .isEqualTo(valid);
    }

    @Test
    void idTimeAndBodyAreSigned() {
        assertThat(WebhookSignature.isValid(SECRET, "other", TIMESTAMP, SIGNATURE, BODY, NOW))
                .isFalse();
        assertThat(WebhookSignature.isValid(SECRET, ID, "1614265331", SIGNATURE, BODY, NOW))
                .isFalse();
        assertThat(WebhookSignature.isValid(SECRET, ID, TIMESTAMP, SIGNATURE, "{}".getBytes(UTF_8), NOW))
                .isFalse();
        assertThat(WebhookSignature.isValid(
                        WebhookSignature.secretOf(new byte[32]), ID, TIMESTAMP, SIGNATURE, BODY, NOW))
                .isFalse();
    }

    @Test
    void missingHeadersAreNotValid() {
        assertThat(valid(null, TIMESTAMP, SIGNATURE)).isFalse();
        assertThat(valid(ID, null, SIGNATURE)).isFalse();
        assertThat(valid(ID, TIMESTAMP, null)).isFalse();
        for (String odd : new String[] {"", "now", "-1", "99999999999999999999", "9223372036854775807"}) {
            assertThat(valid(ID, odd, SIGNATURE)).as(odd).isFalse();
        }
    }

    @Test
    void aSecretHasAPrefixAndEnoughBytes() {
        assertThat(WebhookSignature.isSecret(SECRET)).isTrue();
        assertThat(WebhookSignature.isSecret(WebhookSignature.secretOf(new byte[32])))
                .isTrue();
        assertThat(WebhookSignature.isSecret(WebhookSignature.secretOf(new byte[23])))
                .isFalse();
        assertThat(WebhookSignature.isSecret(WebhookSignature.secretOf(new byte[65])))
                .isFalse();
        assertThat(WebhookSignature.isSecret("whsec_!")).isFalse();
        assertThat(WebhookSignature.isSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isFalse();
    }

    private static boolean isValid(String signature) {
        return valid(ID, TIMESTAMP, signature);
    }

    private static boolean valid(@Nullable String id, @Nullable String timestamp, @Nullable String signature) {
        return WebhookSignature.isValid(SECRET, id, timestamp, signature, BODY, NOW);
    }
}
