package dev.slipway.scheduler.automation.evaluation;

import dev.slipway.scheduler.automation.AutomationConfig;
import dev.slipway.scheduler.signal.Signals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does what no event makes happen: notices silences, ends the waiting of events, removes what is over. */
@ApplicationScoped
class WatchLoop {
    private static final Logger LOG = Logger.getLogger(WatchLoop.class);
    private static final Duration STATEMENTS = Duration.ofSeconds(60);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final int MOST = 100;
    private static final int MOST_SWEPT = 1_000;

    private final Looks looks;
    private final WatchRepository watches;
    private final Signals signals;
    private final AutomationConfig config;
    private final Clock clock;
    private final Semaphore stop = new Semaphore(0);
    private Instant swept = Instant.EPOCH;
    private @Nullable Thread thread;

    WatchLoop(Looks looks, WatchRepository watches, Signals signals, AutomationConfig config, Clock clock) {
        this.looks = looks;
        this.watches = watches;
        this.signals = signals;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            thread = Thread.ofVirtual().name("automation-watch").start(this::watchUntilStopped);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.release();
        if (thread != null) {
            thread.join(STATEMENTS);
        }
    }

    private void watchUntilStopped() {
        try {
            while (!stop.tryAcquire(config.pollEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                watch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            var now = clock.instant();
            var due = watches.due(now, MOST).await().atMost(STATEMENTS);
            boolean released = due.hasFollowers() && looks.release().await().atMost(STATEMENTS);
            due.automations().forEach(this::look);
            if (released || !due.automations().isEmpty()) {
                signals.raise(Signals.Signal.ACTIONS);
            }
            if (swept.isBefore(now.minus(SWEEP_EVERY))) {
                int unused = watches.sweep(now.minus(SWEEP_EVERY), MOST_SWEPT)
                        .await()
                        .atMost(STATEMENTS);
                swept = now;
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "automations could not be watched, trying again in %s", config.pollEvery());
        }
    }

    /** An automation that can't be looked at must not keep the others from being. */
    private void look(UUID automation) {
        try {
            looks.look(automation).await().atMost(STATEMENTS);
        } catch (RuntimeException e) {
            LOG.errorf(e, "automation %s could not be looked at", automation);
        }
    }
}
