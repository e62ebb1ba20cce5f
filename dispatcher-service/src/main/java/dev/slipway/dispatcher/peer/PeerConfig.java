package dev.slipway.dispatcher.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the other services are. */
@ConfigMapping(prefix = "slipway.peers")
public interface PeerConfig {
    /** The gateway; {@code http://127.0.0.1:4200} by default. */
    @WithDefault("http://127.0.0.1:4200")
    URI gateway();

    /** The builder; {@code http://127.0.0.1:4210} by default. */
    @WithDefault("http://127.0.0.1:4210")
    URI builder();

    /** The scheduler; {@code http://127.0.0.1:4220} by default. */
    @WithDefault("http://127.0.0.1:4220")
    URI scheduler();

    /** What this service shows the others; without it they refuse every request. */
    Optional<String> token();

    /** How long an answer may take; 10 s by default. */
    @WithDefault("10s")
    Duration timeout();
}
