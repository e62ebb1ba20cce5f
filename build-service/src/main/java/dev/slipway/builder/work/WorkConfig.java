package dev.slipway.builder.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the build loop. */
@ConfigMapping(prefix = "slipway.build")
interface WorkConfig {
    /** How many builds this process carries out at once; 2 by default. */
    @WithDefault("2")
    int parallel();

    /** How long a build stays this process's without a sign of life; 15 s by default. */
    @WithDefault("15s")
    Duration lease();

    /** How often the lease is renewed and cancellation noticed; 2 s by default. */
    @WithDefault("2s")
    Duration heartbeat();

    /** The safety net: how often queued builds are looked up without a signal; 1 s by default. */
    @WithDefault("1s")
    Duration pollEvery();

    /** After so many builders gave up or died, a build fails; 5 by default. */
    @WithDefault("5")
    int maxAttempts();

    /** Where checkouts are put for as long as they are needed; the system's temporary directory by default. */
    Optional<String> directory();
}
