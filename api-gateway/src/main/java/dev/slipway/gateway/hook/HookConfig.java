package dev.slipway.gateway.hook;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of webhooks. */
@ConfigMapping(prefix = "slipway.gateway.hook")
interface HookConfig {
    /** The longest body; 25 MB by default, which is GitLab's own limit. */
    @WithDefault("25M")
    MemorySize maxBody();

    /** How long the former secret still counts after a rotation; 24 h by default. */
    @WithDefault("24h")
    Duration rotationOverlap();
}
