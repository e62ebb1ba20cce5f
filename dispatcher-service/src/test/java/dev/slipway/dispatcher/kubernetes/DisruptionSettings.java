package dev.slipway.dispatcher.kubernetes;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Little patience with nodes that are silent; pods that may name their node. */
public final class DisruptionSettings implements QuarkusTestResourceLifecycleManager {
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "slipway.dispatcher.kubernetes.watch.node-lost",
                "2s",
                // the scheduler looks again when the node has changed
                "slipway.dispatcher.kubernetes.watch.scheduling",
                "60s",
                "slipway.dispatcher.kubernetes.policy.placement",
                "true");
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
