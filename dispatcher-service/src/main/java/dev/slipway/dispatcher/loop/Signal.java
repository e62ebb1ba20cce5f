package dev.slipway.dispatcher.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; signals that nobody waits for become one. */
public final class Signal {
    private final Semaphore pending = new Semaphore(0);

    /** There is something to do. */
    public void wake() {
        if (pending.availablePermits() == 0) {
            pending.release();
        }
    }

    /** Returns at the next signal, at once if there was one, or after {@code longest}. */
    public void await(Duration longest) throws InterruptedException {
        if (pending.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            pending.drainPermits();
        }
    }
}
