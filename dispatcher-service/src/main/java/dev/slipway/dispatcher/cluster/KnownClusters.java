package dev.slipway.dispatcher.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the configuration names. */
@ApplicationScoped
class KnownClusters implements Clusters {
    private final ConfiguredCluster configured;

    KnownClusters(ConfiguredCluster configured) {
        this.configured = configured;
    }

    @Override
    public List<Cluster> known() {
        return configured.current().stream().toList();
    }
}
