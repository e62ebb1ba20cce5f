package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.ListedContainer;
import dev.slipway.dispatcher.container.Runner;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.DispatchState;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.dispatch.WatchList;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares all containers of a place with all its attempts, both ways: attempts whose container does not run are marked, containers that no
 * attempt owns are removed after a while. The proof that nothing is forgotten, whatever events were missed.
 */
@ApplicationScoped
class Listing {
    private static final Logger LOG = Logger.getLogger(Listing.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final WatchList watchList;
    private final Marks marks;
    private final Sightings sightings;
    private final WatchConfig config;
    private final Clock clock;
    private final Map<Place, Integer> orphans = new ConcurrentHashMap<>();

    Listing(WatchList watchList, Marks marks, Sightings sightings, WatchConfig config, Clock clock) {
        this.watchList = watchList;
        this.marks = marks;
        this.sightings = sightings;
        this.config = config;
        this.clock = clock;
    }

    /** In all places, as of their last comparisons. */
    long orphans() {
        return orphans.values().stream().mapToInt(Integer::intValue).sum();
    }

    void run(Runner runner) {
        List<ListedContainer> listed = runner.list();
        markThoseThatDoNotRun(runner.place(), listed);
        removeOrphans(runner, listed);
    }

    /** The place is not served any more. */
    void forget(Place place) {
        orphans.remove(place);
    }

    private void markThoseThatDoNotRun(Place place, List<ListedContainer> listed) {
        Map<String, ListedContainer> byId =
                listed.stream().collect(Collectors.toMap(ListedContainer::id, Function.identity()));
        List<WatchList.Entry> watched = watchList.watched(place).await().atMost(STATEMENT);
        for (WatchList.Entry entry : watched) {
            ListedContainer container = byId.get(entry.containerId());
            if (container != null && container.running() && entry.state() == DispatchState.RUNNING) {
                sightings.sawAlive(place, container.id());
            } else {
                marks.mark(entry.key());
            }
        }
        sightings.keepOnly(
                place, watched.stream().map(WatchList.Entry::containerId).collect(Collectors.toSet()));
    }

    private void removeOrphans(Runner runner, List<ListedContainer> listed) {
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
        orphans.put(runner.place(), ownerless.size());
        ownerless.stream()
                .filter(container -> isOverdue(container, known.get(container.key())))
                .forEach(container -> remove(runner, container));
    }

    /** What is not recorded may be just on its way; after the end of its attempt nothing is. */
    private boolean isOverdue(ListedContainer container, WatchList.@Nullable Entry entry) {
        return (entry != null && entry.state().isTerminal())
                || container.createdAt().plus(config.orphanPatience()).isBefore(clock.instant());
    }

    private static void remove(Runner runner, ListedContainer orphan) {
        LOG.warnf("removing container %s of attempt %s: nobody owns it", orphan.id(), orphan.key());
        try {
            runner.remove(orphan.id());
        } catch (InfrastructureUnavailable e) {
            LOG.debugf("container %s is removed later: %s", orphan.id(), e.getMessage());
        }
    }
}
