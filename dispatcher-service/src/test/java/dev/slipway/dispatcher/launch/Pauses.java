package dev.slipway.dispatcher.launch;

import io.quarkus.arc.Arc;

/** Holds the loop that launches, as if its replica were down. */
public final class Pauses implements AutoCloseable {
    private final LaunchLoop loop = Arc.container().instance(LaunchLoop.class).get();

    private Pauses() throws InterruptedException {
        loop.stop();
    }

    /** Until the answer is closed nothing is launched. */
    public static Pauses launching() throws InterruptedException {
        return new Pauses();
    }

    @Override
    public void close() {
        loop.start();
    }
}
