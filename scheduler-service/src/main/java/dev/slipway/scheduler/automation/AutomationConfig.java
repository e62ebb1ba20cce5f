package dev.slipway.scheduler.automation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of automations. */
@ConfigMapping(prefix = "slipway.automations")
public interface AutomationConfig {
    /** Whether this replica watches for silences and carries out actions; true by default. */
    @WithDefault("true")
    boolean enabled();

    /** How often a replica looks for silences, and for actions that nobody announced; 1 s by default. */
    @WithDefault("1s")
    Duration pollEvery();

    /** How long an event waits for the one that it follows; 2 s by default. */
    @WithDefault("2s")
    Duration leaderWait();

    /** Actions that a replica carries out at once; 8 by default. */
    @WithDefault("8")
    int concurrency();

    /** How long one attempt of an action may take before another replica begins the next; 2 min by default. */
    @WithDefault("2m")
    Duration lease();

    /** How often an action is begun that does not come to an end; 5 by default. */
    @WithDefault("5")
    int attempts();

    /** How long a call to a webhook may take; 20 s by default. */
    @WithDefault("20s")
    Duration callTimeout();

    /**
     * Whether webhooks and notifications may go to private addresses, as those of this machine and this network; false by
     * default. A block can still forbid it for itself.
     */
    @WithDefault("false")
    boolean allowPrivateAddresses();
}
