package dev.slipway.local.process;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Steps that don't wait for each other. */
public final class Parallel {
    private Parallel() {}

    /** Runs all of them to their end, and fails with the first failure. */
    public static void run(List<Runnable> steps) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running =
                    steps.stream().<Future<?>>map(threads::submit).toList();
            for (Future<?> step : running) {
                await(step);
            }
        }
    }

    private static void await(Future<?> step) {
        try {
            step.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
