package dev.slipway.scheduler.due;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the claiming of due runs. */
@ConfigMapping(prefix = "slipway.due")
public interface DueConfig {
    /** Whether this replica claims; true by default. */
    @WithDefault("true")
    boolean enabled();

    /** How many runs of a pool one transaction claims at most; 20 by default. */
    @WithDefault("20")
    int batchSize();

    /** The safety net: how often due runs are looked up without a signal; 1 s by default. */
    @WithDefault("1s")
    Duration pollEvery();
}
