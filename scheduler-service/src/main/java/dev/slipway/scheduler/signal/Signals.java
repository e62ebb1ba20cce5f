package dev.slipway.scheduler.signal;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes loops. A signal that is raised while its loop works is kept; loops look by themselves too, so a lost one costs time only. */
@ApplicationScoped
public class Signals {
    /** What changed. */
    public enum Signal {
        /** Runs are scheduled, or stopped being active. */
        RUNS,
        /** Deployments, schedules, or what they run on. */
        SCHEDULES,
        /** Actions of automations wait to be carried out. */
        ACTIONS
    }

    private final Map<Signal, Semaphore> raised = new EnumMap<>(Signal.class);

    public Signals() {
        for (Signal signal : Signal.values()) {
            raised.put(signal, new Semaphore(0));
        }
    }

    /** To be called after the commit. */
    public void raise(Signal signal) {
        Semaphore semaphore = semaphore(signal);
        if (semaphore.availablePermits() == 0) {
            semaphore.release();
        }
    }

    /** Waits for the signal, at most so long. */
    public void await(Signal signal, Duration longest) throws InterruptedException {
        Semaphore semaphore = semaphore(signal);
        if (semaphore.tryAcquire(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS)) {
            semaphore.drainPermits();
        }
    }

    private Semaphore semaphore(Signal signal) {
        return java.util.Objects.requireNonNull(raised.get(signal));
    }
}
