package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.dispatch.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Containers that this replica has seen running, by their places' ids. */
@ApplicationScoped
class Sightings {
    private final Map<String, Place> alive = new ConcurrentHashMap<>();

    void sawAlive(Place place, String containerId) {
        alive.put(containerId, place);
    }

    boolean wasAlive(String containerId) {
        return alive.containsKey(containerId);
    }

    void forget(String containerId) {
        alive.remove(containerId);
    }

    /** Forgets what is not of interest any more in a place. */
    void keepOnly(Place place, Set<String> containerIds) {
        alive.entrySet().removeIf(seen -> seen.getValue().equals(place) && !containerIds.contains(seen.getKey()));
    }
}
