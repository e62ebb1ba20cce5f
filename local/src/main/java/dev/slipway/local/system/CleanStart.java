package dev.slipway.local.system;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Work that starts the system, to the end or not at all: if it fails, or the user interrupts it (Ctrl-C), what it has started
 * is stopped. What ran before runs on.
 */
public final class CleanStart {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final LocalSystem system;
    private final PrintStream out;
    private final Set<String> before;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread interrupted = new Thread(this::onInterrupt, "interrupted");

    private CleanStart(LocalSystem system, PrintStream out) {
        this.system = system;
        this.out = out;
        this.before = system.running();
    }

    /** What the work answers. */
    public static <T> T run(LocalSystem system, PrintStream out, Callable<T> work) throws Exception {
        return new CleanStart(system, out).run(work);
    }

    private <T> T run(Callable<T> work) throws Exception {
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            T answer = work.call();
            leave();
            return answer;
        } catch (Exception e) {
            leave();
            system.downTo(before);
            throw e;
        }
    }

    /** Does not return once the user has interrupted: the process ends when {@link #onInterrupt} has. */
    private void leave() throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException isEnding) {
            ended.countDown();
            Thread.interrupted();
            interrupted.join();
            new CountDownLatch(1).await();
        }
    }

    private void onInterrupt() {
        worker.interrupt();
        try {
            // else it would go on starting what is being stopped
            var _ = ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (before.containsAll(system.running())) {
            out.println("\ninterrupted; what ran before runs on");
            return;
        }
        out.println("\ninterrupted: stopping what was started");
        system.downTo(before);
        out.println("stopped; the data is kept for the next ./slipway up");
    }
}
