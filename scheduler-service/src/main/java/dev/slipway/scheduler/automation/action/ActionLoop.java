package dev.slipway.scheduler.automation.action;

import dev.slipway.scheduler.automation.AutomationConfig;
import dev.slipway.scheduler.signal.Signals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes actions that are due, and has each carried out on a thread of its own. */
@ApplicationScoped
class ActionLoop {
    private static final Logger LOG = Logger.getLogger(ActionLoop.class);
    private static final Duration STATEMENTS = Duration.ofSeconds(60);

    private final ActionRepository actions;
    private final ActionRunner runner;
    private final Signals signals;
    private final AutomationConfig config;
    private final Semaphore free;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    ActionLoop(ActionRepository actions, ActionRunner runner, Signals signals, AutomationConfig config) {
        this.actions = actions;
        this.runner = runner;
        this.signals = signals;
        this.config = config;
        this.free = new Semaphore(config.concurrency());
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            thread = Thread.ofVirtual().name("automation-actions").start(this::runUntilStopped);
        }
    }

    /** Lets those end that were begun; what does not is begun again elsewhere when its lease is over. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signals.raise(Signals.Signal.ACTIONS);
        if (thread != null) {
            thread.join(STATEMENTS);
            boolean unused = free.tryAcquire(config.concurrency(), STATEMENTS.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void runUntilStopped() {
        try {
            while (!stopping) {
                if (begin() == 0) {
                    signals.await(Signals.Signal.ACTIONS, config.pollEvery());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins what is due, as much as there is room for; answers how much. */
    private int begin() throws InterruptedException {
        free.acquire();
        int room = 1 + free.drainPermits();
        List<TriggeredAction> claimed = List.of();
        try {
            claimed = actions.claim(config.lease(), room).await().atMost(STATEMENTS);
            claimed.forEach(action ->
                    Thread.ofVirtual().name("automation-action-" + action.id()).start(() -> run(action)));
        } catch (RuntimeException e) {
            LOG.errorf(e, "actions of automations could not be claimed, trying again in %s", config.pollEvery());
        }
        free.release(room - claimed.size());
        return claimed.size();
    }

    private void run(TriggeredAction action) {
        try {
            runner.run(action);
        } finally {
            free.release();
            signals.raise(Signals.Signal.ACTIONS);
        }
    }
}
