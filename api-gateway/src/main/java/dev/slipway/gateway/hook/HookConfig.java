package dev.slipway.gateway.hook;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of webhooks. */
@ConfigMapping(prefix = "slipway.gateway.hook")
interface HookConfig {
    /** The longest body; 25 MB by default, which is GitLab's own limit. */
    @WithDefault("25M")
    MemorySize maxBody();
}
