package dev.slipway.dispatcher.cluster;

import java.util.List;
import java.util.Optional;

/** The clusters that are known now. */
public interface Clusters {
    /** Each of them once. Does not block. */
    List<KnownCluster> known();

    /** The cluster that a workspace knows by that name: its own, else the one that is there for all. Does not block. */
    default Optional<KnownCluster> find(String workspace, String name) {
        List<KnownCluster> named = known().stream()
                .filter(known -> known.cluster().name().equals(name))
                .toList();
        return named.stream()
                .filter(known -> workspace.equals(known.workspace()))
                .findFirst()
                .or(() -> named.stream()
                        .filter(known -> known.workspace() == null)
                        .findFirst());
    }

    /** Reads again what there is, for who misses one. Blocks. */
    void refresh();
}
