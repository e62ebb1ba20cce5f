package dev.slipway.dispatcher.watch;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What keeps database and engine alike: comparing and removing. */
@ApplicationScoped
class Upkeep {
    private final Listing listing;
    private final Disposal disposal;

    Upkeep(Listing listing, Disposal disposal, MeterRegistry metrics) {
        this.listing = listing;
        this.disposal = disposal;
        metrics.gauge("dispatcher_zombies", listing, Listing::zombies);
        metrics.gauge("dispatcher_orphans", listing, Listing::orphans);
    }

    void compare() {
        listing.run();
        disposal.run();
    }

    void dispose() {
        disposal.run();
    }
}
