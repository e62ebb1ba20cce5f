package dev.slipway.scheduler.workpool;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** Settings of work pools. */
@ConfigMapping(prefix = "slipway.work-pools")
public interface WorkPoolConfig {
    /**
     * Types whose pools the dispatcher serves while they have no ONLINE worker; {@code docker} and {@code kubernetes} by default. Runs of other pools
     * are left to their workers.
     */
    @WithDefault("docker,kubernetes")
    Set<String> dispatchedTypes();
}
