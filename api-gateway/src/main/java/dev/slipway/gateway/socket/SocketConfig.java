package dev.slipway.gateway.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of sockets. */
@ConfigMapping(prefix = "slipway.gateway.socket")
interface SocketConfig {
    /** How long a client may take to say who it is and what it wants; 10 s by default. */
    @WithDefault("10s")
    Duration handshakeTimeout();

    /** How often the gateway pings; a client that hasn't answered by the next ping is gone; 20 s by default. */
    @WithDefault("20s")
    Duration pingEvery();

    /** How many frames may wait for a slow client before it must start again with a backfill; 2000 by default. */
    @WithDefault("2000")
    int maxWaitingFrames();

    /** How many bytes may wait for a slow client; 16 MiB by default. */
    @WithDefault("16777216")
    long maxWaitingBytes();
}
