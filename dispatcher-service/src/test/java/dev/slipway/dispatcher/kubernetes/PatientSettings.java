package dev.slipway.dispatcher.kubernetes;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Time to see what waits and what has ended; pull secrets are looked at all the time. */
public final class PatientSettings implements QuarkusTestResourceLifecycleManager {
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "slipway.dispatcher.kubernetes.watch.scheduling", "120s",
                "slipway.dispatcher.kubernetes.watch.image-refused", "60s",
                "slipway.dispatcher.kubernetes.watch.missing-reference", "60s",
                "slipway.dispatcher.kubernetes.watch.keep-ended", "1h",
                "slipway.dispatcher.kubernetes.pull-secrets.refresh-every", "500ms");
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
