package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.Runner;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.dispatch.WatchList;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What keeps the records and the places alike: comparing, removing, forgetting. */
@ApplicationScoped
class Upkeep {
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final Listing listing;
    private final Disposal disposal;
    private final WatchList watchList;
    private final WatchConfig config;
    private final AtomicLong zombies = new AtomicLong();

    Upkeep(Listing listing, Disposal disposal, WatchList watchList, WatchConfig config, MeterRegistry metrics) {
        this.listing = listing;
        this.disposal = disposal;
        this.watchList = watchList;
        this.config = config;
        metrics.gauge("dispatcher_zombies", zombies);
        metrics.gauge("dispatcher_orphans", listing, Listing::orphans);
    }

    /** Compares a place with the records, both ways, and removes what has ended there. */
    void compare(Runner runner) {
        listing.run(runner);
        disposal.run(runner);
    }

    /** Removes what has ended in a place. */
    void dispose(Runner runner) {
        disposal.run(runner);
    }

    /** Counts and forgets what is only in the records. */
    void tend() {
        zombies.set(watchList.zombies().await().atMost(STATEMENT));
        watchList.prune(config.remember()).await().atMost(STATEMENT);
    }

    /** The place is not served any more. */
    void forget(Place place) {
        listing.forget(place);
    }
}
