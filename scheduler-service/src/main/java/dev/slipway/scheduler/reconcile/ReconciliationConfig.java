package dev.slipway.scheduler.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the comparison of runs with the dispatcher's attempts. */
@ConfigMapping(prefix = "slipway.reconciliation")
public interface ReconciliationConfig {
    /** Whether this replica compares; true by default. */
    @WithDefault("true")
    boolean enabled();

    /** How often; 10 s by default. */
    @WithDefault("10s")
    Duration every();

    /** How long a run must have been in its state, so that facts about it are not just on their way; 15 s by default. */
    @WithDefault("15s")
    Duration unchangedFor();

    /** How long the dispatcher must have known of an end, for the same reason; 5 s by default. */
    @WithDefault("5s")
    Duration endedFor();

    /** How many attempts one question has; 500 by default, which is what the dispatcher takes at most. */
    @WithDefault("500")
    int batchSize();

    /** How many runs one round looks at; the next one goes on behind them; 10000 by default. */
    @WithDefault("10000")
    int most();
}
