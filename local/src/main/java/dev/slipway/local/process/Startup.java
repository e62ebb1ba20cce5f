package dev.slipway.local.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for a daemon to be of use. */
public final class Startup {
    private static final long PAUSE_MILLIS = 25;
    private static final int LOG_LINES = 15;

    private Startup() {}

    /**
     * Returns when {@code ready} is true; an exception of it counts as "not yet".
     *
     * @throws CannotStart if the process ended or the time is over; with the end of its log
     */
    public static void await(Daemon daemon, Duration patience, Callable<Boolean> ready) {
        await(daemon, patience, ready, () -> "");
    }

    /** The same for a service that says what it waits for. */
    public static void await(Daemon daemon, Duration patience, Health health) {
        await(daemon, patience, health, () -> " Its health: " + health.lastAnswer());
    }

    private static void await(Daemon daemon, Duration patience, Callable<Boolean> ready, Supplier<String> why) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds(ready)) {
            if (daemon.running().isEmpty()) {
                throw failed(daemon, "ended during its start.");
            }
            if (System.nanoTime() > deadline) {
                throw failed(daemon, "was not ready after " + patience.toSeconds() + " s." + why.get());
            }
            pause();
        }
    }

    private static boolean holds(Callable<Boolean> ready) {
        try {
            return ready.call();
        } catch (Exception _) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted", e);
        }
    }

    private static CannotStart failed(Daemon daemon, String how) {
        return new CannotStart(daemon.name() + " " + how + " The end of " + daemon.log() + ":\n"
                + daemon.lastLines(LOG_LINES).indent(2));
    }
}
