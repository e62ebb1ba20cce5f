package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.loop.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attempts that something happened to. A mark says only that it is time to look; several for one attempt become one look, and
 * a lost one costs no more than the time to the next listing.
 */
@ApplicationScoped
public class Marks {
    private final Set<AttemptKey> marked = ConcurrentHashMap.newKeySet();
    private final Set<Place> cleaning = ConcurrentHashMap.newKeySet();
    private final Signal signal = new Signal();

    /** Look at this attempt. */
    public void mark(AttemptKey key) {
        marked.add(key);
        signal.wake();
    }

    /** Something was recorded; look whether it is due. */
    public void wake() {
        signal.wake();
    }

    /** A container of an ended attempt in that place can go. */
    void cleanUp(Place place) {
        cleaning.add(place);
    }

    Signal signal() {
        return signal;
    }

    /** The marks so far, which are then gone. */
    Set<AttemptKey> take() {
        Set<AttemptKey> taken = Set.copyOf(marked);
        marked.removeAll(taken);
        return taken;
    }

    boolean takeCleaning(Place place) {
        return cleaning.remove(place);
    }
}
