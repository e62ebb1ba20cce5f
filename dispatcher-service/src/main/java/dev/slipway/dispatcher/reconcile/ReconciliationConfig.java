package dev.slipway.dispatcher.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the comparison of attempts with the scheduler's runs. */
@ConfigMapping(prefix = "slipway.dispatcher.reconciliation")
public interface ReconciliationConfig {
    /** Whether this replica compares; true by default. */
    @WithDefault("true")
    boolean enabled();

    /** How often; 10 s by default. */
    @WithDefault("10s")
    Duration every();

    /** How old an attempt must be; 15 s by default. */
    @WithDefault("15s")
    Duration olderThan();

    /** How long the run must have been in its state, so that the fact about it is not just on its way; 5 s by default. */
    @WithDefault("5s")
    Duration settledFor();

    /** How many attempts one question has; 500 by default, which is what the scheduler takes at most. */
    @WithDefault("500")
    int batchSize();

    /** How many attempts one round looks at; the next one goes on behind them; 10000 by default. */
    @WithDefault("10000")
    int most();
}
