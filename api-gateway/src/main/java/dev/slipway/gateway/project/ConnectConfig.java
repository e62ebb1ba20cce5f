package dev.slipway.gateway.project;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How projects are connected with their GitLab. */
@ConfigMapping(prefix = "slipway.gateway.connect")
interface ConnectConfig {
    /** Where GitLab reaches the gateway ({@code SLIPWAY_PUBLIC_URL}); http://127.0.0.1 and the gateway's port by default. */
    URI publicUrl();

    /** How long the builder may take for all calls of GitLab's API, one after the other; 60 s by default. */
    @WithDefault("60s")
    Duration timeout();
}
