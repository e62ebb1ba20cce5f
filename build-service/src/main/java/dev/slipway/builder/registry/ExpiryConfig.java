package dev.slipway.builder.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Logins that expire. */
@ConfigMapping(prefix = "slipway.registry.expiry")
public interface ExpiryConfig {
    /** How long before its end a login is called to be replaced; 7 days by default. */
    @WithDefault("7d")
    Duration warnBefore();
}
