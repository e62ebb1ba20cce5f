package dev.slipway.builder.build;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the kept build logs. */
@ConfigMapping(prefix = "slipway.build-log")
interface BuildLogConfig {
    /** How long lines are kept, in whole days; 30 days by default. */
    @WithDefault("30d")
    Duration keep();

    /** How often partitions are made and dropped; 1 h by default. */
    @WithDefault("1h")
    Duration tidyEvery();
}
