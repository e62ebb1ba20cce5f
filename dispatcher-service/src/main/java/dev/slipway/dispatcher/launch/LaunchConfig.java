package dev.slipway.dispatcher.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How intents become containers. */
@ConfigMapping(prefix = "slipway.dispatcher.launch")
interface LaunchConfig {
    /** How many attempts one replica launches at once, pulls included; 16 by default. */
    @WithDefault("16")
    int concurrency();

    /** The safety net: how often intents are looked up without a signal; 1 s by default. */
    @WithDefault("1s")
    Duration pollEvery();

    /** After what silence of a replica another one takes over; 15 s by default. */
    @WithDefault("15s")
    Duration lease();

    /** For how long an unreachable engine or service is waited for before the attempt is given up; 5 min by default. */
    @WithDefault("5m")
    Duration patience();

    /** The pause after the first failure; it doubles up to 10 s. 250 ms by default. */
    @WithDefault("250ms")
    Duration firstPause();
}
