package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MutableClockTest {
    private final MutableClock clock = MutableClock.at("2026-03-01T10:00:00Z");

    @Test
    void standsStillUntilItIsMoved() {
        clock.advance(Duration.ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T10:05:00Z"));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T10:05:00Z"));
    }

    @Test
    void movesInAllZonesAtOnce() {
        MutableClock inTokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));

        clock.set(Instant.EPOCH);

        assertThat(inTokyo.instant()).isEqualTo(Instant.EPOCH);
        assertThat(inTokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
