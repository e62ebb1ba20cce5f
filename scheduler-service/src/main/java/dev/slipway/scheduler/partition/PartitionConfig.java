package dev.slipway.scheduler.partition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what grows with time is kept. */
@ConfigMapping(prefix = "slipway.scheduler.partition")
public interface PartitionConfig {
    /** Days of events that are kept; 7 by default. */
    @WithDefault("7")
    int keepEventDays();

    /** Days of log lines that are kept; 30 by default. */
    @WithDefault("30")
    int keepLogDays();

    /** How many days ahead partitions are made; 3 by default. */
    @WithDefault("3")
    int daysAhead();

    /** How often partitions are looked after; 1 h by default. */
    @WithDefault("1h")
    Duration every();
}
