package dev.slipway.dispatcher.cluster;

/** Looks at a cluster from outside of the dispatcher's work. */
public interface ClusterProbe {
    /**
     * Whether a connection could be opened; does not call the cluster.
     *
     * @throws dev.slipway.dispatcher.problem.Refused if what is known of it can't be used
     */
    void check(Cluster cluster);

    /** Asks the cluster who it is and what the credential may. Blocks, for half a minute at most. */
    ClusterReport probe(Cluster cluster);
}
