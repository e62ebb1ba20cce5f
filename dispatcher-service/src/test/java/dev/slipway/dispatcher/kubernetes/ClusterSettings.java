package dev.slipway.dispatcher.kubernetes;

import dev.slipway.testkit.TestCluster;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The real cluster as the dispatcher's default one, and less patience than in production. */
public final class ClusterSettings implements QuarkusTestResourceLifecycleManager {
    private static final String NAMESPACES = String.join(
            ",",
            KubernetesStage.NAMESPACE,
            KubernetesStage.TIGHT_NAMESPACE,
            KubernetesStage.STRICT_NAMESPACE,
            KubernetesStage.MISSING_NAMESPACE);

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry(
                        "slipway.dispatcher.cluster.kubeconfig",
                        TestCluster.get().kubeconfig().toString()),
                Map.entry("slipway.dispatcher.cluster.namespaces", NAMESPACES),
                Map.entry("slipway.dispatcher.kubernetes.policy.namespaces", "*"),
                Map.entry("slipway.dispatcher.kubernetes.policy.service-accounts", "default,robot"),
                Map.entry("slipway.dispatcher.kubernetes.watch.image-refused", "3s"),
                Map.entry("slipway.dispatcher.kubernetes.watch.image-unavailable", "4s"),
                Map.entry("slipway.dispatcher.kubernetes.watch.missing-reference", "3s"),
                Map.entry("slipway.dispatcher.kubernetes.watch.admission", "4s"),
                Map.entry("slipway.dispatcher.kubernetes.watch.scheduling", "4s"),
                Map.entry("slipway.dispatcher.kubernetes.watch.keep-ended", "0s"));
    }

    @Override
    public void stop() {
        // the cluster ends with the JVM
    }
}
