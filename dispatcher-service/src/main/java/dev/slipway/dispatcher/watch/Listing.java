package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.ContainerRunner;
import dev.slipway.dispatcher.container.ListedContainer;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.DispatchState;
import dev.slipway.dispatcher.dispatch.WatchList;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares all containers with all attempts, both ways: attempts whose container does not run are marked, containers that no
 * attempt owns are removed after a while. The proof that nothing is forgotten, whatever events were missed.
 */
@ApplicationScoped
class Listing {
    private static final Logger LOG = Logger.getLogger(Listing.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final WatchList watchList;
    private final ContainerRunner runner;
    private final Marks marks;
    private final Sightings sightings;
    private final WatchConfig config;
    private final Clock clock;
    private final AtomicLong zombies = new AtomicLong();
    private final AtomicLong orphans = new AtomicLong();

    Listing(
            WatchList watchList,
            ContainerRunner runner,
            Marks marks,
            Sightings sightings,
            WatchConfig config,
            Clock clock) {
        this.watchList = watchList;
        this.runner = runner;
        this.marks = marks;
        this.sightings = sightings;
        this.config = config;
        this.clock = clock;
    }

    long zombies() {
        return zombies.get();
    }

    long orphans() {
        return orphans.get();
    }

    void run() {
        List<ListedContainer> listed = runner.list();
        markThoseThatDoNotRun(listed);
        removeOrphans(listed);
        zombies.set(watchList.zombies().await().atMost(STATEMENT));
        watchList.prune(config.remember()).await().atMost(STATEMENT);
    }

    private void markThoseThatDoNotRun(List<ListedContainer> listed) {
        Map<String, ListedContainer> byId =
                listed.stream().collect(Collectors.toMap(ListedContainer::id, Function.identity()));
        List<WatchList.Entry> watched = watchList.watched().await().atMost(STATEMENT);
        for (WatchList.Entry entry : watched) {
            ListedContainer container = byId.get(entry.containerId());
            if (container != null && container.running() && entry.state() == DispatchState.RUNNING) {
                sightings.sawAlive(container.id());
            } else {
                marks.mark(entry.key());
            }
        }
        sightings.keepOnly(watched.stream().map(WatchList.Entry::containerId).collect(Collectors.toSet()));
    }

    private void removeOrphans(List<ListedContainer> listed) {
        Map<AttemptKey, WatchList.Entry> known = watchList
                .ofRuns(listed.stream()
                        .map(container -> container.key().flowRunId())
                        .distinct()
                        .toList())
                .await()
                .atMost(STATEMENT);
        List<ListedContainer> ownerless = listed.stream()
                .filter(container -> Ownership.isOrphan(container, known.get(container.key())))
                .toList();
        orphans.set(ownerless.size());
        ownerless.stream()
                .filter(container ->
                        container.createdAt().plus(config.orphanPatience()).isBefore(clock.instant()))
                .forEach(this::remove);
    }

    private void remove(ListedContainer orphan) {
        LOG.warnf("removing container %s of attempt %s: nobody owns it", orphan.id(), orphan.key());
        runner.remove(orphan.id());
    }
}
