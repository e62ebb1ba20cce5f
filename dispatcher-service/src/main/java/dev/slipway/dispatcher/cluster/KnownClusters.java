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
import java.util.ArrayList;
import java.util.List;

/** What the configuration names and what users added. */
@ApplicationScoped
class KnownClusters implements Clusters {
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    /** Other replicas add clusters too. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ConfiguredCluster configured;
    private final ClusterRepository repository;
    private final Signal changed = new Signal();
    private final RepeatingThread thread = new RepeatingThread("known-clusters", changed, LOOK, this::refresh);
    private volatile List<KnownCluster> known = List.of();

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
    public List<KnownCluster> known() {
        return known;
    }

    @Override
    public void refresh() {
        var all = new ArrayList<KnownCluster>();
        configured.current().ifPresent(cluster -> all.add(new KnownCluster(null, cluster)));
        all.addAll(repository.added().await().atMost(STATEMENT));
        known = List.copyOf(all);
    }

    /** A user changed something. */
    void wake() {
        changed.wake();
    }
}
