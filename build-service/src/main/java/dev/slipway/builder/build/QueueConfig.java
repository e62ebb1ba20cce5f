package dev.slipway.builder.build;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who is built next. */
@ConfigMapping(prefix = "slipway.build-queue")
interface QueueConfig {
    /** How many builds of one project are carried out at once, by all replicas together; 2 by default. */
    @WithDefault("2")
    int perProject();

    /** How many builds are carried out at once by all replicas together; 100 by default. */
    @WithDefault("100")
    int overall();
}
