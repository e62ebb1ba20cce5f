package dev.slipway.scheduler.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the dispatcher is. */
@ConfigMapping(prefix = "slipway.peers")
public interface DispatcherConfig {
    /** Its address; {@code http://127.0.0.1:4230} by default. */
    @WithDefault("http://127.0.0.1:4230")
    URI dispatcher();

    /** What this service shows it; without it every question is refused. */
    Optional<String> token();

    /** How long an answer may take; 10 s by default. */
    @WithDefault("10s")
    Duration timeout();
}
