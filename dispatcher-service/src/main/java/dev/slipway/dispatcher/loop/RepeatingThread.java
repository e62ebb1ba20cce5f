package dev.slipway.dispatcher.loop;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A virtual thread that does a step again and again: at each signal, and at least every so often. A failed step is repeated. */
public final class RepeatingThread {
    private static final Logger LOG = Logger.getLogger(RepeatingThread.class);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final String name;
    private final Signal signal;
    private final Duration pause;
    private final Runnable step;
    private volatile boolean stopping;
    private @Nullable Thread thread;
    private String told = "";

    public RepeatingThread(String name, Signal signal, Duration pause, Runnable step) {
        this.name = name;
        this.signal = signal;
        this.pause = pause;
        this.step = step;
    }

    /** Starts the thread. */
    public void start() {
        stopping = false;
        thread = Thread.ofVirtual().name(name).start(this::repeat);
    }

    /** Returns when the step that runs now, if any, has ended. */
    public void stop() throws InterruptedException {
        stopping = true;
        signal.wake();
        if (thread != null) {
            thread.join(FAREWELL);
        }
    }

    private void repeat() {
        while (!stopping) {
            try {
                attempt();
                signal.await(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A failure that repeats itself is told once, not every second. */
    private void attempt() {
        try {
            step.run();
        } catch (RuntimeException e) {
            String failure = e.toString();
            if (!failure.equals(told) && !stopping) {
                LOG.warnf(e, "%s failed, trying again every %s", name, pause);
                told = failure;
            }
        }
    }
}
