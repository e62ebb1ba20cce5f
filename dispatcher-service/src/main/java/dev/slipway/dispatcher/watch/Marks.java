package dev.slipway.dispatcher.watch;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Place;
import dev.slipway.dispatcher.loop.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Attempts that something happened to. A mark says only that it is time to look; several for one attempt become one look, and
 * a lost one costs no more than the time to the next listing. As in the work queue of a Kubernetes controller, an attempt is
 * given to one look at a time, and one that is marked meanwhile is looked at once more afterwards.
 */
@ApplicationScoped
public class Marks {
    private final SequencedSet<AttemptKey> marked = new LinkedHashSet<>();
    private final Set<AttemptKey> lookedAt = new HashSet<>();
    private final Set<AttemptKey> again = new HashSet<>();
    private final Set<Place> cleaning = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean recorded = new AtomicBoolean();
    private final Signal signal = new Signal();

    /** Look at this attempt. */
    public void mark(AttemptKey key) {
        synchronized (marked) {
            (lookedAt.contains(key) ? again : marked).add(key);
        }
        signal.wake();
    }

    /** A stop order was recorded; look whether it is due. */
    public void wake() {
        recorded.set(true);
        signal.wake();
    }

    /** A container of an ended attempt in that place can go. */
    void cleanUp(Place place) {
        cleaning.add(place);
    }

    Signal signal() {
        return signal;
    }

    /** The attempt that was marked longest ago; its look has begun and ends with {@link #done}. */
    Optional<AttemptKey> next() {
        synchronized (marked) {
            if (marked.isEmpty()) {
                return Optional.empty();
            }
            AttemptKey key = marked.removeFirst();
            lookedAt.add(key);
            return Optional.of(key);
        }
    }

    /** The look at that attempt has ended. */
    void done(AttemptKey key) {
        boolean more;
        synchronized (marked) {
            lookedAt.remove(key);
            if (again.remove(key)) {
                marked.add(key);
            }
            more = !marked.isEmpty();
        }
        if (more) {
            signal.wake();
        }
    }

    /** Whether a stop order was recorded since this was asked last. */
    boolean takeRecorded() {
        return recorded.getAndSet(false);
    }

    boolean takeCleaning(Place place) {
        return cleaning.remove(place);
    }
}
