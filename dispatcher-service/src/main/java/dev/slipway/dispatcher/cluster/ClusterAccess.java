package dev.slipway.dispatcher.cluster;

import org.jspecify.annotations.Nullable;

/** How a cluster is reached. Holds credentials: never printed. */
public sealed interface ClusterAccess {
    /** The cluster that the dispatcher itself runs in, with its own service account. */
    record InCluster() implements ClusterAccess {}

    /** @param yaml a kubeconfig, complete in itself; its current context counts */
    record Kubeconfig(String yaml) implements ClusterAccess {
        @Override
        public String toString() {
            return "kubeconfig";
        }
    }

    /**
     * @param server its URL
     * @param certificateAuthority as PEM; null for the public ones
     */
    record Token(String server, @Nullable String certificateAuthority, String token) implements ClusterAccess {
        @Override
        public String toString() {
            return server;
        }
    }

    /** @param why what is stored can't be used, in a sentence */
    record Unusable(String why) implements ClusterAccess {}
}
