package dev.slipway.dispatcher.cluster;

import java.util.List;

/**
 * One cluster.
 *
 * @param name by which work pools name it
 * @param namespaces where runs may be, and are watched
 */
public record Cluster(String name, ClusterAccess access, List<String> namespaces) {
    /** The name of the cluster of work pools that name none. */
    public static final String DEFAULT = "default";
}
