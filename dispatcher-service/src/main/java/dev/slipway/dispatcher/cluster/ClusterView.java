package dev.slipway.dispatcher.cluster;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as users see it: without its credential.
 *
 * @param access {@code inCluster}, {@code kubeconfig} or {@code token}; {@code unusable} if what is stored can't be read
 * @param server null for the cluster that the dispatcher runs in, and where the configuration names it
 * @param source {@code user} or {@code configuration}
 * @param createdAt null where the configuration names it
 * @param updatedAt null where the configuration names it
 */
record ClusterView(
        String name,
        String access,
        @Nullable String server,
        List<String> namespaces,
        String source,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    static ClusterView of(AddedCluster added) {
        Cluster cluster = added.cluster();
        return new ClusterView(
                cluster.name(),
                kind(cluster.access()),
                added.server(),
                cluster.namespaces(),
                "user",
                added.createdAt(),
                added.updatedAt());
    }

    static ClusterView ofConfigured(Cluster cluster) {
        return new ClusterView(
                cluster.name(), kind(cluster.access()), null, cluster.namespaces(), "configuration", null, null);
    }

    private static String kind(ClusterAccess access) {
        return switch (access) {
            case ClusterAccess.InCluster own -> "inCluster";
            case ClusterAccess.Kubeconfig kubeconfig -> "kubeconfig";
            case ClusterAccess.Token token -> "token";
            case ClusterAccess.Unusable unusable -> "unusable";
        };
    }
}
