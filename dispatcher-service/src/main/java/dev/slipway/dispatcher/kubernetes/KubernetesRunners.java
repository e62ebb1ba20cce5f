package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.cluster.Cluster;
import dev.slipway.dispatcher.cluster.Clusters;
import dev.slipway.dispatcher.cluster.KnownCluster;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Runner;
import dev.slipway.dispatcher.container.RunnerSource;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.dispatch.Place;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One runner for each known cluster; its connection follows what is known of the cluster. */
@ApplicationScoped
class KubernetesRunners implements RunnerSource {
    static final String TYPE = "kubernetes";

    private final Clusters clusters;
    private final KubernetesConnections connections;
    private final KubernetesWatchConfig config;
    private final Installation installation;
    private final Clock clock;
    private final Map<String, KubernetesRunner> runners = new HashMap<>();
    private final Map<String, KubernetesCluster> open = new HashMap<>();

    KubernetesRunners(
            Clusters clusters,
            KubernetesConnections connections,
            KubernetesWatchConfig config,
            Installation installation,
            Clock clock) {
        this.clusters = clusters;
        this.connections = connections;
        this.config = config;
        this.installation = installation;
        this.clock = clock;
    }

    @Override
    public List<Runner> runners() {
        return List.copyOf(all());
    }

    /** One for each cluster that is known now. */
    synchronized List<KubernetesRunner> all() {
        List<KnownCluster> known = clusters.known();
        forget(known.stream().map(KnownCluster::placeName).collect(Collectors.toSet()));
        var all = new ArrayList<KubernetesRunner>();
        known.forEach(cluster -> all.add(runners.computeIfAbsent(cluster.placeName(), this::runner)));
        return all;
    }

    /**
     * The runner of the cluster that a workspace knows by that name.
     *
     * @throws ContainerRefused if there is no such cluster
     */
    KubernetesRunner runner(String workspace, String name) {
        Optional<KnownCluster> known = clusters.find(workspace, name);
        if (known.isEmpty()) {
            // another replica may have added it a moment ago
            clusters.refresh();
            known = clusters.find(workspace, name);
        }
        String placeName = known.map(KnownCluster::placeName)
                .orElseThrow(() -> new ContainerRefused(
                        EndReason.INVALID_CONFIGURATION,
                        "There is no cluster named " + name + ". Add it with ./slipway cluster add " + name
                                + ", or name another one in the job variable cluster."));
        synchronized (this) {
            return runners.computeIfAbsent(placeName, this::runner);
        }
    }

    private KubernetesRunner runner(String placeName) {
        return new KubernetesRunner(
                new Place(TYPE, placeName),
                () -> connection(placeName)
                        .orElseThrow(
                                () -> new InfrastructureUnavailable(placeName + " is no known cluster any more", null)),
                config,
                installation,
                clock);
    }

    private synchronized Optional<KubernetesCluster> connection(String placeName) {
        return clusters.known().stream()
                .filter(known -> known.placeName().equals(placeName))
                .findFirst()
                .map(known -> current(placeName, known.cluster()));
    }

    /** A changed definition ends the old connection, and with it the streams that used it. */
    private KubernetesCluster current(String placeName, Cluster cluster) {
        KubernetesCluster existing = open.get(placeName);
        if (existing != null && existing.definition().equals(cluster)) {
            return existing;
        }
        close(existing);
        KubernetesCluster opened = connections.open(cluster);
        open.put(placeName, opened);
        return opened;
    }

    private void forget(Set<String> known) {
        runners.keySet().retainAll(known);
        open.entrySet().removeIf(entry -> {
            boolean gone = !known.contains(entry.getKey());
            if (gone) {
                close(entry.getValue());
            }
            return gone;
        });
    }

    private static void close(@Nullable KubernetesCluster cluster) {
        if (cluster != null) {
            cluster.close();
        }
    }

    @PreDestroy
    synchronized void closeAll() {
        forget(Set.of());
    }
}
