package dev.slipway.dispatcher.cluster;

import java.util.List;

/** The clusters that are known now. */
public interface Clusters {
    /** Each of them once, by name. Does not block. */
    List<Cluster> known();

    /** Reads again what there is, for who misses one. Blocks. */
    void refresh();
}
