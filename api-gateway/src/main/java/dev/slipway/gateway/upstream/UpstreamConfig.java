package dev.slipway.gateway.upstream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How to reach the services. */
@ConfigMapping(prefix = "slipway.gateway.upstream")
interface UpstreamConfig {
    /** What the gateway shows to them ({@code SLIPWAY_SERVICE_TOKEN}); no default. */
    String token();

    /** {@code SLIPWAY_SCHEDULER_URL}, http://127.0.0.1:4220 by default. */
    URI scheduler();

    /** {@code SLIPWAY_BUILDER_URL}, http://127.0.0.1:4210 by default. */
    URI builder();

    /** {@code SLIPWAY_DISPATCHER_URL}, http://127.0.0.1:4230 by default. */
    URI dispatcher();

    /** The longest body that is passed on; 10 MB by default. */
    @WithDefault("10M")
    MemorySize maxBody();

    /** Connections to one service; 256 by default. */
    @WithDefault("256")
    int connections();

    /** How long a connection may take; 2 s by default. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long the gateway's own calls may take; 10 s by default. */
    @WithDefault("10s")
    Duration callTimeout();

    /** How long an unused connection is kept; 20 s by default, less than the services keep it. */
    @WithDefault("20s")
    Duration keepAlive();
}
