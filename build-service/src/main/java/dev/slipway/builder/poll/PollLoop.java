package dev.slipway.builder.poll;

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

/** Looks at one project after the other, with a pause between. */
@ApplicationScoped
class PollLoop {
    private static final Logger LOG = Logger.getLogger(PollLoop.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Poller poller;
    private final PollConfig config;
    private final Semaphore stopped = new Semaphore(0);
    private @Nullable Thread loop;

    PollLoop(Poller poller, PollConfig config) {
        this.poller = poller;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            loop = Thread.ofVirtual().name("poll-loop").start(this::pollUntilStopped);
        }
    }

    /** Before the things that it uses are closed. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopped.release();
        if (loop != null) {
            loop.interrupt();
            loop.join(DRAIN);
        }
    }

    private void pollUntilStopped() {
        try {
            while (!stopped.tryAcquire(config.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                pollNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollNext() throws InterruptedException {
        try {
            poller.pollNext();
        } catch (RuntimeException e) {
            if (stopped.availablePermits() == 0) {
                LOG.warnf(e, "refs could not be looked at, trying again in %s", config.pause());
            }
        }
    }
}
