package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.dispatch.Place;
import io.quarkus.arc.Arc;
import java.util.Set;

/** A time in which nobody watches, as if all replicas were down. */
public final class Absence implements AutoCloseable {
    private final PlaceWatches watches =
            Arc.container().instance(PlaceWatches.class).get();
    private final WatchLoop loop = Arc.container().instance(WatchLoop.class).get();
    private final Sightings sightings =
            Arc.container().instance(Sightings.class).get();
    private final Place place;

    private Absence(Place place) {
        this.place = place;
    }

    /** Begins one, at whose end nothing is remembered of what was seen in that place. */
    public static Absence of(Place place) throws InterruptedException {
        var absence = new Absence(place);
        absence.watches.stop();
        absence.loop.stop();
        return absence;
    }

    @Override
    public void close() {
        sightings.keepOnly(place, Set.of());
        loop.start();
        watches.start();
    }
}
