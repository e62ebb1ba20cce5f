package dev.slipway.scheduler.housekeeping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of housekeeping. */
@ConfigMapping(prefix = "slipway.housekeeping")
public interface HousekeepingConfig {
    /** Whether this replica keeps house; true by default. */
    @WithDefault("true")
    boolean enabled();

    /** How often; 5 s by default. */
    @WithDefault("5s")
    Duration every();

    /** How long after its time a run that nobody picked up is marked late; 15 s by default. */
    @WithDefault("15s")
    Duration lateAfter();

    /** How long a run may take to stop before it counts as cancelled anyway; 5 min by default. */
    @WithDefault("5m")
    Duration cancelWithin();

    /** How many runs each task looks at per round; 200 by default. */
    @WithDefault("200")
    int batchSize();
}
