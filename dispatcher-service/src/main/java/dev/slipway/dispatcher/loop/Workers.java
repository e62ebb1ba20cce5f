package dev.slipway.dispatcher.loop;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A bounded number of virtual threads, one at most for each key. */
public final class Workers<K> {
    private static final Logger LOG = Logger.getLogger(Workers.class);

    private final String name;
    private final int most;
    private final Semaphore free;
    private final Set<K> busy = ConcurrentHashMap.newKeySet();

    public Workers(String name, int most) {
        this.name = name;
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** How many more can start now. */
    public int free() {
        return free.availablePermits();
    }

    /** Whether nothing runs. */
    public boolean isIdle() {
        return busy.isEmpty();
    }

    /** Runs {@code work} for {@code key}, then {@code after}; false if the key is busy or no thread is free. */
    public boolean start(K key, Runnable work, Runnable after) {
        if (!free.tryAcquire()) {
            return false;
        }
        if (!busy.add(key)) {
            free.release();
            return false;
        }
        Thread.ofVirtual().name(name + " " + key).start(() -> run(key, work, after));
        return true;
    }

    /** Waits until all have ended, but no longer than {@code longest}. */
    public void drain(Duration longest) throws InterruptedException {
        if (free.tryAcquire(most, longest.toMillis(), TimeUnit.MILLISECONDS)) {
            free.release(most);
        }
    }

    private void run(K key, Runnable work, Runnable after) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s of %s failed", name, key);
        } finally {
            busy.remove(key);
            free.release();
            after.run();
        }
    }
}
