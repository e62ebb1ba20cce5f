package dev.slipway.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Settings of outbox and inbox. */
@ConfigMapping(prefix = "slipway.outbox")
public interface OutboxConfig {
    /** The writing service as CloudEvents {@code source}, as {@code /scheduler-service}; no default. */
    String source();

    /** How many facts are published at once; 500 by default. */
    @WithDefault("500")
    int batchSize();

    /** The safety net: how often pending facts are looked up without a signal; 1 s by default. */
    @WithDefault("1s")
    Duration pollEvery();

    /**
     * The time from one publication to the next, in which more facts gather; 10 ms by default. A fact after a silence is
     * published at once.
     */
    @WithDefault("10ms")
    Duration pause();

    /** How long published facts are kept in the table; 1 h by default. */
    @WithDefault("1h")
    Duration keepPublished();

    /**
     * How long processed facts are remembered; 8 days by default, longer than topics are readable, so that no redelivery can
     * be taken for news.
     */
    @WithDefault("8d")
    @WithName("keep-inbox")
    Duration keepProcessed();
}
