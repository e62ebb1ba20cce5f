package dev.slipway.builder.gitlab;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How GitLab's API is called. */
@ConfigMapping(prefix = "slipway.gitlab")
interface GitLabConfig {
    /** How long one call may take; 15 s by default, since a test delivery waits for the receiver up to 10 s. */
    @WithDefault("15s")
    Duration timeout();
}
