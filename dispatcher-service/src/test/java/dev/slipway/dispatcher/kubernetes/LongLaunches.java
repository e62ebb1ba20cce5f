package dev.slipway.dispatcher.kubernetes;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Patience for clusters that are away for a while. */
public final class LongLaunches implements QuarkusTestResourceLifecycleManager {
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "slipway.dispatcher.launch.patience",
                "120s",
                // controllers and the scheduler need some seconds to find an API server again
                "slipway.dispatcher.kubernetes.watch.admission",
                "120s",
                "slipway.dispatcher.kubernetes.watch.scheduling",
                "120s");
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
