package dev.slipway.dispatcher.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is kept of a container's output. */
@ConfigMapping(prefix = "slipway.dispatcher.log")
interface LogConfig {
    /** How many of a dead container's last lines go into the run's log; 200 by default. */
    @WithDefault("200")
    int lines();
}
