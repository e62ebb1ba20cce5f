package dev.slipway.scheduler.reconcile;

import dev.slipway.scheduler.orchestration.Orchestrator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does a round of {@link Reconciliation} once per period. */
@ApplicationScoped
class ReconciliationLoop {
    private static final Logger LOG = Logger.getLogger(ReconciliationLoop.class);
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final Reconciliation reconciliation;
    private final Orchestrator orchestrator;
    private final ReconciliationConfig config;
    private final Semaphore stop = new Semaphore(0);
    private @Nullable Thread thread;
    private String told = "";

    ReconciliationLoop(Reconciliation reconciliation, Orchestrator orchestrator, ReconciliationConfig config) {
        this.reconciliation = reconciliation;
        this.orchestrator = orchestrator;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            thread = Thread.ofVirtual().name("reconciliation").start(this::compareUntilStopped);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.release();
        if (thread != null) {
            thread.join(FAREWELL);
        }
    }

    private void compareUntilStopped() {
        try {
            while (!stop.tryAcquire(config.every().toMillis(), TimeUnit.MILLISECONDS)) {
                compare();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare() {
        try {
            if (reconciliation.compare() > 0) {
                orchestrator.announce();
            }
            told = "";
        } catch (DispatcherUnavailable e) {
            tellOnce(e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "runs could not be compared with the dispatcher's attempts");
        }
    }

    /** A dispatcher that stays away is told once, not every few seconds. */
    private void tellOnce(@Nullable String failure) {
        if (!told.equals(failure)) {
            told = String.valueOf(failure);
            LOG.warnf("runs are not compared with the dispatcher's attempts: %s", failure);
        }
    }
}
