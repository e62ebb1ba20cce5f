package dev.slipway.builder.feedback;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells GitLab what waits, one status after the other. */
@ApplicationScoped
class StatusLoop {
    private static final Logger LOG = Logger.getLogger(StatusLoop.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Reporter reporter;
    private final Duration pollEvery;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread loop;

    StatusLoop(Reporter reporter, FeedbackConfig config) {
        this.reporter = reporter;
        this.pollEvery = config.pollEvery();
    }

    void start(@Observes StartupEvent event) {
        loop = Thread.ofVirtual().name("status-loop").start(this::tellUntilStopped);
    }

    /** Before the things that it uses are closed. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (loop != null) {
            loop.interrupt();
            loop.join(DRAIN);
        }
    }

    void wake(@Observes StatusQueued event) {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void tellUntilStopped() {
        while (!stopping) {
            try {
                if (!tellOne() && signal.tryAcquire(pollEvery.toMillis(), TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean tellOne() throws InterruptedException {
        try {
            return reporter.tellNext();
        } catch (RuntimeException e) {
            if (!stopping) {
                LOG.warnf(e, "statuses could not be told, trying again in %s", pollEvery);
            }
            return false;
        }
    }
}
