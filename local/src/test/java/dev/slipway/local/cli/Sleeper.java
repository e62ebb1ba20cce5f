package dev.slipway.local.cli;

import java.util.concurrent.CountDownLatch;

/** A service that starts and never gets ready. */
public final class Sleeper {
    private Sleeper() {}

    public static void main(String[] arguments) throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
