package dev.slipway.dispatcher.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user says about a cluster: a kubeconfig, or that it is the dispatcher's own, or a server and a token. */
record ClusterRequest(
        @Nullable String kubeconfig,
        @Nullable Boolean inCluster,
        @Nullable String server,
        @Nullable String certificateAuthority,
        @Nullable String token,
        @Nullable List<@Nullable String> namespaces) {
    @Override
    public String toString() {
        return "ClusterRequest[" + server + "]";
    }
}
