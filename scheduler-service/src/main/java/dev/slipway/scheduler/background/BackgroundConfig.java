package dev.slipway.scheduler.background;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long things about background tasks hold if nobody says more. */
@ConfigMapping(prefix = "slipway.background")
public interface BackgroundConfig {
    /** How long a task that was handed out and not acknowledged stays with its worker after the gateway fell silent; 15 s by default. */
    @WithDefault("15s")
    Duration offer();

    /** How long a task that a worker acknowledged and has not begun stays with it after it fell silent; 60 s by default. */
    @WithDefault("60s")
    Duration acknowledged();

    /** How long a worker counts as listening after it was seen; 15 s by default. */
    @WithDefault("15s")
    Duration listening();
}
