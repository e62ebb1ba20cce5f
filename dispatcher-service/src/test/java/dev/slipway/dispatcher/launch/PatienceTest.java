package dev.slipway.dispatcher.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private final Patience patience = new Patience(Duration.ofMinutes(5), Duration.ofMillis(250));

    @Test
    void pausesDoubleUpToTenSeconds() {
        assertThat(patience.pause(1, null, NOW)).contains(Duration.ofMillis(250));
        assertThat(patience.pause(2, NOW, NOW)).contains(Duration.ofMillis(500));
        assertThat(patience.pause(4, NOW, NOW)).contains(Duration.ofSeconds(2));
        assertThat(patience.pause(7, NOW, NOW)).contains(Duration.ofSeconds(10));
        assertThat(patience.pause(1_000_000, NOW, NOW)).contains(Duration.ofSeconds(10));
    }

    @Test
    void itEndsAfterTheBoundAndNotBefore() {
        assertThat(patience.pause(9, NOW.minus(Duration.ofMinutes(5)).plusMillis(1), NOW))
                .isPresent();
        assertThat(patience.pause(9, NOW.minus(Duration.ofMinutes(5)), NOW)).isEmpty();
    }

    @Test
    void aFirstFailureIsAlwaysForgiven() {
        assertThat(new Patience(Duration.ZERO, Duration.ofMillis(1)).pause(1, null, NOW))
                .isPresent();
    }
}
