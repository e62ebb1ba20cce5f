package dev.slipway.dispatcher.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A cluster and whose it is.
 *
 * @param workspace null for the one that the configuration names, which is there for all
 */
public record KnownCluster(@Nullable String workspace, Cluster cluster) {
    /** Unique among all: clusters of two workspaces may have one name. */
    public String placeName() {
        return placeName(workspace, cluster.name());
    }

    static String placeName(@Nullable String workspace, String name) {
        return workspace == null ? name : workspace + "/" + name;
    }
}
