package dev.slipway.gateway.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final String SIGNING = WebhookSignature.secretOf(new byte[32]);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
    private static final byte[] BODY = "{}".getBytes(UTF_8);

    @Test
    void theTokenProvesTheSender() {
        var secrets = new HookSecrets("a-token", null);

        assertThat(of("X-Gitlab-Token", "a-token").isGenuine(secrets, BODY, NOW))
                .isTrue();
        assertThat(of("X-Gitlab-Token", "a-tokem").isGenuine(secrets, BODY, NOW))
                .isFalse();
        assertThat(of("X-Gitlab-Token", "").isGenuine(secrets, BODY, NOW)).isFalse();
        assertThat(of().isGenuine(secrets, BODY, NOW)).isFalse();
    }

    @Test
    void whereASigningSecretIsConfiguredTheTokenProvesNothing() {
        var secrets = new HookSecrets("a-token", SIGNING);
        String signature = WebhookSignature.sign(SIGNING, "id", "1700000000", BODY);

        assertThat(of("X-Gitlab-Token", "a-token").isGenuine(secrets, BODY, NOW))
                .isFalse();
        assertThat(of("X-Gitlab-Token", "a-token").mayBeGenuine(secrets)).isFalse();
        assertThat(of("webhook-id", "id", "webhook-timestamp", "1700000000", "webhook-signature", signature)
                        .isGenuine(secrets, BODY, NOW))
                .isTrue();
    }

    @Test
    void aProjectWithoutAnySecretCannotBe() {
        assertThatThrownBy(() -> new HookSecrets(null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(new HookSecrets("a-token", SIGNING).toString()).doesNotContain("a-token", SIGNING);
    }

    @Test
    void theKeyOfTheDeliveryDecidesWhetherItIsAnother() {
        byte[] other = "{ }".getBytes(UTF_8);

        assertThat(of("Idempotency-Key", "k").id(BODY))
                .isEqualTo(of("Idempotency-Key", "k").id(other));
        assertThat(of("webhook-id", "k", "Idempotency-Key", "x").id(BODY))
                .isEqualTo(of("Idempotency-Key", "k").id(BODY));
        assertThat(of("Idempotency-Key", "k").id(BODY))
                .isNotEqualTo(of("Idempotency-Key", "l").id(BODY));
    }

    @Test
    void withoutAKeyTheBodyAndTheInstanceDecide() {
        assertThat(of().id(BODY)).isEqualTo(of().id(BODY));
        assertThat(of().id(BODY)).isNotEqualTo(of().id("{ }".getBytes(UTF_8)));
        assertThat(of("X-Gitlab-Instance", "https://a").id(BODY))
                .isNotEqualTo(of("X-Gitlab-Instance", "https://b").id(BODY));
    }

    private static Delivery of(String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int at = 0; at < headers.length; at += 2) {
            map.add(headers[at], headers[at + 1]);
        }
        return Delivery.of(map);
    }
}
