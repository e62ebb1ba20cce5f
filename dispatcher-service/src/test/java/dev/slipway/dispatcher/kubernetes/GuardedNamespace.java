package dev.slipway.dispatcher.kubernetes;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Runs may also be in the namespace that webhooks guard. */
public final class GuardedNamespace implements QuarkusTestResourceLifecycleManager {
    static final String NAME = "guarded";

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "slipway.dispatcher.cluster.namespaces",
                KubernetesStage.NAMESPACE + "," + NAME,
                "slipway.dispatcher.launch.patience",
                "8s");
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
