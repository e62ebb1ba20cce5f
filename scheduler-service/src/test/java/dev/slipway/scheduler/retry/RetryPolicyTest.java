package dev.slipway.scheduler.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final RetryConfig CONFIG = new RetryConfig() {
        @Override
        public int count() {
            return 2;
        }

        @Override
        public Duration delay() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration longestDelay() {
            return Duration.ofMinutes(5);
        }
    };

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 20", "2, 40", "3, 80", "4, 160", "5, 300", "19, 300"})
    void eachRetryWaitsTwiceAsLongAsTheOneBeforeIt(int retries, int seconds) {
        assertThat(RetryPolicy.of(RetryWish.NONE, CONFIG).delayAfter(retries)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void runDecidesHowManyRetriesItGets() {
        assertThat(RetryPolicy.of(RetryWish.NONE, CONFIG).budget()).isEqualTo(2);
        assertThat(RetryPolicy.of(new RetryWish(0, Set.of()), CONFIG).budget()).isZero();
        assertThat(RetryPolicy.of(new RetryWish(20, Set.of()), CONFIG).budget()).isEqualTo(20);
    }
}
