package dev.slipway.local.cli;

import java.time.Duration;

/** A service that starts and never gets ready. */
public final class Sleeper {
    private Sleeper() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(10));
    }
}
