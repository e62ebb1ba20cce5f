package dev.slipway.dispatcher.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How containers are watched and stopped. */
@ConfigMapping(prefix = "slipway.dispatcher.watch")
public interface WatchConfig {
    /** How often all containers are compared with what should exist; 10 s by default. */
    @WithDefault("10s")
    Duration listEvery();

    /** How often stop orders are looked up; 1 s by default. */
    @WithDefault("1s")
    Duration pollEvery();

    /** After what silence of a replica another one takes over; 15 s by default. */
    @WithDefault("15s")
    Duration lease();

    /**
     * How long a cancelled run may take to end by itself; 4 s by default. The Prefect client in the container hears of the
     * cancellation, runs its hooks and reports Cancelled; a signal in the middle of that would make it report Crashed.
     */
    @WithDefault("4s")
    Duration cancelPatience();

    /** How long a container may outlive its run or the next attempt; 30 s by default. */
    @WithDefault("30s")
    Duration endedPatience();

    /** The time between asking a process to end and killing it; 4 s by default. */
    @WithDefault("4s")
    Duration stopGrace();

    /** After what time without an end a stop is ordered again; 20 s by default. */
    @WithDefault("20s")
    Duration resendStopAfter();

    /** How long a container of ours that no attempt owns is left alone; 1 min by default. */
    @WithDefault("1m")
    Duration orphanPatience();

    /** How long ended attempts are remembered; 30 days by default. */
    @WithDefault("30d")
    Duration remember();

    /** How many attempts one replica looks after at the same moment; 32 by default. */
    @WithDefault("32")
    int concurrency();
}
