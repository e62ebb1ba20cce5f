package dev.slipway.e2e.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Kills whoever comes to a certain moment first. Armed for one at a time. */
public final class Trap {
    private Predicate<Moment> wanted = moment -> false;
    private CompletableFuture<Moment> sprung = new CompletableFuture<>();

    /** Waits for the first moment that fits. */
    public synchronized void arm(Predicate<Moment> moment) {
        wanted = moment;
        sprung = new CompletableFuture<>();
    }

    /**
     * Returns when somebody was killed; fails when that takes too long.
     *
     * @param where for that failure
     */
    public void awaitVictim(String where, Duration patience) {
        try {
            var _ = sprung().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("nobody came to " + where + " within " + patience, e);
        }
    }

    /**
     * Somebody is at that moment.
     *
     * @param kill ends it, and returns when it is gone
     * @throws Severed if it was killed, so that its conversation must not go on
     */
    synchronized void pass(Moment moment, Runnable kill) {
        if (wanted.test(moment)) {
            wanted = other -> false;
            kill.run();
            sprung.complete(moment);
            throw new Severed();
        }
    }

    private synchronized CompletableFuture<Moment> sprung() {
        return sprung;
    }

    /** One side of a conversation is no more. */
    static final class Severed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Severed() {
            super("killed");
        }
    }
}
