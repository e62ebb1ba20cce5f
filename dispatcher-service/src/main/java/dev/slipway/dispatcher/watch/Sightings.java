package dev.slipway.dispatcher.watch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Containers that this replica has seen running, by the engine's id. */
@ApplicationScoped
class Sightings {
    private final Set<String> alive = ConcurrentHashMap.newKeySet();

    void sawAlive(String containerId) {
        alive.add(containerId);
    }

    boolean wasAlive(String containerId) {
        return alive.contains(containerId);
    }

    void forget(String containerId) {
        alive.remove(containerId);
    }

    /** Forgets what is not of interest any more. */
    void keepOnly(Set<String> containerIds) {
        alive.retainAll(containerIds);
    }
}
