package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.container.Runner;
import dev.slipway.dispatcher.container.Runners;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.loop.RepeatingThread;
import dev.slipway.dispatcher.loop.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One watch for each place, as places come and go. */
@ApplicationScoped
class PlaceWatches {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Runners runners;
    private final Upkeep upkeep;
    private final Marks marks;
    private final WatchConfig config;
    private final Clock clock;
    private final Map<Place, PlaceWatch> watches = new HashMap<>();
    private final RepeatingThread thread = new RepeatingThread("place-watches", new Signal(), LOOK, this::step);

    PlaceWatches(Runners runners, Upkeep upkeep, Marks marks, WatchConfig config, Clock clock) {
        this.runners = runners;
        this.upkeep = upkeep;
        this.marks = marks;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.stop();
        for (Place place : Set.copyOf(watches.keySet())) {
            end(place);
        }
    }

    private void step() {
        List<Runner> known = runners.all();
        known.forEach(runner -> watches.computeIfAbsent(runner.place(), place -> begin(runner)));
        Set<Place> places = known.stream().map(Runner::place).collect(Collectors.toSet());
        Set.copyOf(watches.keySet()).stream()
                .filter(place -> !places.contains(place))
                .forEach(this::end);
    }

    private PlaceWatch begin(Runner runner) {
        var watch = new PlaceWatch(runner, upkeep, marks, config.listEvery(), clock);
        watch.start();
        return watch;
    }

    private void end(Place place) {
        PlaceWatch watch = watches.remove(place);
        if (watch == null) {
            return;
        }
        try {
            watch.stop();
            upkeep.forget(place);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
