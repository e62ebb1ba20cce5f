package dev.slipway.scheduler.retry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the retries of runs whose infrastructure failed. */
@ConfigMapping(prefix = "slipway.scheduler.infrastructure-retries")
public interface RetryConfig {
    /** How many a run gets unless its job variable {@code infrastructure_retries} says otherwise; 2 by default. */
    @WithDefault("2")
    int count();

    /** How long the first one waits; each later one waits twice as long; 10 s by default. */
    @WithDefault("10s")
    Duration delay();

    /** The longest wait; 5 min by default. */
    @WithDefault("5m")
    Duration longestDelay();
}
