package dev.slipway.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the topics. */
@ConfigMapping(prefix = "slipway.topics")
public interface TopicsConfig {
    /** Whether a starting service creates topics that are missing; false by default, so that an administrator decides. */
    @WithDefault("false")
    boolean create();

    /** Copies of each created topic; 1 by default, 3 on a cluster. */
    @WithDefault("1")
    short replicationFactor();
}
