package dev.slipway.dispatcher.reconcile;

import dev.slipway.dispatcher.loop.RepeatingThread;
import dev.slipway.dispatcher.loop.Signal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Does a round of {@link Reconciliation} once per period. */
@ApplicationScoped
class ReconciliationLoop {
    private final ReconciliationConfig config;
    private final RepeatingThread thread;

    ReconciliationLoop(Reconciliation reconciliation, ReconciliationConfig config) {
        this.config = config;
        this.thread = new RepeatingThread("reconciliation", new Signal(), config.every(), reconciliation::compare);
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.stop();
    }
}
