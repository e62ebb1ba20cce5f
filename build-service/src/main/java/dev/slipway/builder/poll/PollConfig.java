package dev.slipway.builder.poll;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often repositories are looked at, for deliveries that never came. */
@ConfigMapping(prefix = "slipway.poll")
interface PollConfig {
    /** Whether this process looks at all; true by default. */
    @WithDefault("true")
    boolean enabled();

    /** How often each project is looked at, give or take a fifth; 5 min by default. */
    @WithDefault("5m")
    Duration every();

    /** The pause between two projects of this process; 1 s by default. */
    @WithDefault("1s")
    Duration pause();
}
