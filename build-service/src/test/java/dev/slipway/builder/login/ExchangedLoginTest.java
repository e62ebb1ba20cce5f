package dev.slipway.builder.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExchangedLoginTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ExchangedLogin OF_12_H =
            new ExchangedLogin("AWS", "token", NOW, NOW.plus(Duration.ofHours(12)));

    @Test
    void aLoginIsExchangedAgainWhileAThirdOfItsTimeIsLeft() {
        assertThat(OF_12_H.isFresh(NOW)).isTrue();
        assertThat(OF_12_H.isFresh(NOW.plus(Duration.ofHours(8)).minusMillis(1)))
                .isTrue();
        assertThat(OF_12_H.isFresh(NOW.plus(Duration.ofHours(8)))).isFalse();
        assertThat(OF_12_H.isGood(NOW.plus(Duration.ofHours(8)))).isTrue();
        assertThat(OF_12_H.isGood(NOW.plus(Duration.ofHours(12)))).isFalse();
    }

    @Test
    void itsPasswordIsInNoText() {
        assertThat(OF_12_H.toString()).doesNotContain("token");
    }
}
