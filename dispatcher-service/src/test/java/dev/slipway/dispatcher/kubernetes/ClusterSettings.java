package dev.slipway.dispatcher.kubernetes;

import dev.slipway.testkit.TestCluster;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The real cluster as the dispatcher's default one, and less patience than in production. */
public final class ClusterSettings implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "slipway.dispatcher.cluster.kubeconfig",
                TestCluster.get().kubeconfig().toString(),
                "slipway.dispatcher.cluster.namespaces",
                KubernetesStage.NAMESPACE + "," + KubernetesStage.TIGHT_NAMESPACE + ",missing",
                "slipway.dispatcher.kubernetes.policy.namespaces",
                "*",
                "slipway.dispatcher.kubernetes.watch.image-refused",
                "3s",
                "slipway.dispatcher.kubernetes.watch.missing-reference",
                "3s",
                "slipway.dispatcher.kubernetes.watch.admission",
                "4s",
                "slipway.dispatcher.kubernetes.watch.scheduling",
                "4s",
                "slipway.dispatcher.kubernetes.watch.keep-ended",
                "0s");
    }

    @Override
    public void stop() {
        // the cluster ends with the JVM
    }
}
