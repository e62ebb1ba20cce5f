package dev.slipway.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HopTimesTest {
    private final HopTimes times = new HopTimes();

    @Test
    void percentileIsTheSmallestTimeThatSoManyDoNotExceed() {
        for (int seconds = 100; seconds >= 1; seconds--) {
            times.add("hop", Duration.ofSeconds(seconds));
        }

        assertThat(times.percentile("hop", 50)).hasSeconds(50);
        assertThat(times.percentile("hop", 99)).hasSeconds(99);
        assertThat(times.percentile("hop", 100)).hasSeconds(100);
    }

    @Test
    void percentileOfOneTimeIsThatTime() {
        times.add("hop", Duration.ofSeconds(7));

        assertThat(times.percentile("hop", 1)).hasSeconds(7);
        assertThat(times.percentile("hop", 99)).hasSeconds(7);
    }
}
