package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.Leases;
import dev.slipway.dispatcher.dispatch.WatchList;
import jakarta.enterprise.context.ApplicationScoped;

/** What is known of attempts and containers, and where changes of it are recorded. */
@ApplicationScoped
class WatchRecords {
    private final Leases leases;
    private final Dispatches dispatches;
    private final WatchList watchList;
    private final Marks marks;
    private final Sightings sightings;

    WatchRecords(Leases leases, Dispatches dispatches, WatchList watchList, Marks marks, Sightings sightings) {
        this.leases = leases;
        this.dispatches = dispatches;
        this.watchList = watchList;
        this.marks = marks;
        this.sightings = sightings;
    }

    Leases leases() {
        return leases;
    }

    Dispatches dispatches() {
        return dispatches;
    }

    WatchList watchList() {
        return watchList;
    }

    Marks marks() {
        return marks;
    }

    Sightings sightings() {
        return sightings;
    }
}
