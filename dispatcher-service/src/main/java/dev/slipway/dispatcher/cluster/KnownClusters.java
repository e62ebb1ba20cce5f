package dev.slipway.dispatcher.cluster;

import dev.slipway.dispatcher.loop.RepeatingThread;
import dev.slipway.dispatcher.loop.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** What the configuration names and what users added; of one name, what the user added. */
@ApplicationScoped
class KnownClusters implements Clusters {
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    /** Other replicas add clusters too. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ConfiguredCluster configured;
    private final ClusterRepository repository;
    private final Signal changed = new Signal();
    private final RepeatingThread thread = new RepeatingThread("known-clusters", changed, LOOK, this::refresh);
    private volatile List<Cluster> known = List.of();

    KnownClusters(ConfiguredCluster configured, ClusterRepository repository) {
        this.configured = configured;
        this.repository = repository;
    }

    /** Before anything is launched. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        refresh();
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.stop();
    }

    @Override
    public List<Cluster> known() {
        return known;
    }

    @Override
    public void refresh() {
        var byName = new TreeMap<String, Cluster>();
        configured.current().ifPresent(cluster -> byName.put(cluster.name(), cluster));
        repository.added().await().atMost(STATEMENT).forEach(cluster -> byName.put(cluster.name(), cluster));
        known = List.copyOf(byName.values());
    }

    /** A user changed something. */
    void wake() {
        changed.wake();
    }
}
