package dev.slipway.dispatcher.cluster;

import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.dispatch.WatchList;
import dev.slipway.dispatcher.problem.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The clusters as users see and change them. */
@ApplicationScoped
class ClusterDirectory {
    private static final String TYPE = "kubernetes";
    private static final Executor OWN_THREAD = task -> Thread.ofVirtual().start(task);

    private final ClusterRepository repository;
    private final ConfiguredCluster configured;
    private final KnownClusters known;
    private final ClusterProbe probe;
    private final WatchList watchList;

    ClusterDirectory(
            ClusterRepository repository,
            ConfiguredCluster configured,
            KnownClusters known,
            ClusterProbe probe,
            WatchList watchList) {
        this.repository = repository;
        this.configured = configured;
        this.known = known;
        this.probe = probe;
        this.watchList = watchList;
    }

    Uni<List<ClusterView>> all(String workspace) {
        return repository.all(workspace).map(added -> {
            Stream<ClusterView> ours = added.stream().map(ClusterView::of);
            Stream<ClusterView> others = configured.current().stream()
                    .filter(cluster ->
                            added.stream().noneMatch(it -> it.cluster().name().equals(cluster.name())))
                    .map(ClusterView::ofConfigured);
            return Stream.concat(ours, others)
                    .sorted(Comparator.comparing(ClusterView::name))
                    .toList();
        });
    }

    Uni<ClusterView> get(String workspace, String name) {
        return repository.find(workspace, name).map(added -> added.map(ClusterView::of)
                .or(() -> configured(name).map(ClusterView::ofConfigured))
                .orElseThrow(() -> Refused.notFound("The cluster " + name)));
    }

    /** Adds or changes; what says nothing of how the cluster is reached changes the rest. */
    Uni<ClusterView> save(String workspace, String name, ClusterRequest request) {
        return repository
                .find(workspace, name)
                .emitOn(OWN_THREAD)
                .map(existing -> checked(ClusterRules.cluster(
                        name,
                        request,
                        existing.map(added -> added.cluster().access()).orElse(null))))
                .chain(cluster -> repository.save(workspace, cluster, server(cluster.access())))
                .invoke(known::wake)
                .map(ClusterView::of);
    }

    /** What ended there stays there until its time to live is over. */
    Uni<Void> delete(String workspace, String name) {
        return watchList
                .watched(new Place(TYPE, KnownCluster.placeName(workspace, name)))
                .invoke(live -> refuseWhileUsed(name, live.size()))
                .chain(() -> repository.delete(workspace, name))
                .invoke(deleted -> {
                    if (!deleted) {
                        throw unknown(name);
                    }
                    known.wake();
                })
                .replaceWithVoid();
    }

    /** As it is now, not as it was known a moment ago. */
    Uni<ClusterReport> test(String workspace, String name) {
        return repository
                .find(workspace, name)
                .map(added -> added.map(AddedCluster::cluster)
                        .or(() -> configured(name))
                        .orElseThrow(() -> Refused.notFound("The cluster " + name)))
                .emitOn(OWN_THREAD)
                .map(probe::probe);
    }

    private Cluster checked(Cluster cluster) {
        probe.check(cluster);
        return cluster;
    }

    private Optional<Cluster> configured(String name) {
        return configured.current().filter(cluster -> cluster.name().equals(name));
    }

    private Refused unknown(String name) {
        return configured(name).isEmpty()
                ? Refused.notFound("The cluster " + name)
                : Refused.conflict(
                        "The cluster " + name + " is the one that the dispatcher's configuration names: change"
                                + " SLIPWAY_KUBERNETES_KUBECONFIG or SLIPWAY_KUBERNETES_IN_CLUSTER, and restart it.");
    }

    private static void refuseWhileUsed(String name, int attempts) {
        if (attempts > 0) {
            throw Refused.conflict("Attempts of runs live in the cluster " + name + ": " + attempts
                    + ". Cancel them or wait for their end.");
        }
    }

    private static @Nullable String server(ClusterAccess access) {
        return switch (access) {
            case ClusterAccess.Kubeconfig kubeconfig ->
                Kubeconfig.read(kubeconfig.yaml()).server();
            case ClusterAccess.Token token -> token.server();
            case ClusterAccess.InCluster own -> null;
            case ClusterAccess.Unusable unusable -> null;
        };
    }
}
