package dev.slipway.scheduler.housekeeping;

import dev.slipway.scheduler.orchestration.Orchestrator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does every task of {@link Housekeeping} once per period. */
@ApplicationScoped
class HousekeepingLoop {
    private static final Logger LOG = Logger.getLogger(HousekeepingLoop.class);
    private static final Duration STATEMENTS = Duration.ofSeconds(60);

    private final Housekeeping tasks;
    private final Orchestrator orchestrator;
    private final HousekeepingConfig config;
    private final Semaphore stop = new Semaphore(0);
    private @Nullable Thread thread;

    HousekeepingLoop(Housekeeping tasks, Orchestrator orchestrator, HousekeepingConfig config) {
        this.tasks = tasks;
        this.orchestrator = orchestrator;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            thread = Thread.ofVirtual().name("housekeeping").start(this::keepHouseUntilStopped);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.release();
        if (thread != null) {
            thread.join(STATEMENTS);
        }
    }

    private void keepHouseUntilStopped() {
        try {
            while (!stop.tryAcquire(config.every().toMillis(), TimeUnit.MILLISECONDS)) {
                keepHouse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepHouse() {
        int changed = run("mark late runs", tasks::markLate)
                + run("fail expired pauses", tasks::failExpiredPauses)
                + run("end cancellations", tasks::endCancellations)
                + run("cancel subflows", tasks::cancelSubflows)
                + run("take back expired leases", tasks::reclaimLeases);
        if (changed > 0) {
            orchestrator.announce();
        }
    }

    private static int run(String name, Supplier<Uni<Integer>> task) {
        try {
            return task.get().await().atMost(STATEMENTS);
        } catch (RuntimeException e) {
            LOG.errorf(e, "could not %s", name);
            return 0;
        }
    }
}
