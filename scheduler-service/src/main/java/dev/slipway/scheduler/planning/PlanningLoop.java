package dev.slipway.scheduler.planning;

import dev.slipway.scheduler.signal.Signals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Plans every schedule that needs it: at once when schedules change, else a little before its runs run out. */
@ApplicationScoped
class PlanningLoop {
    private static final Logger LOG = Logger.getLogger(PlanningLoop.class);
    private static final Duration STATEMENTS = Duration.ofSeconds(60);
    private static final int BATCH = 100;

    private final PlanningRepository schedules;
    private final Planner planner;
    private final PlanningConfig config;
    private final Signals signals;
    private final Clock clock;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    PlanningLoop(PlanningRepository schedules, Planner planner, PlanningConfig config, Signals signals, Clock clock) {
        this.schedules = schedules;
        this.planner = planner;
        this.config = config;
        this.signals = signals;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            thread = Thread.ofVirtual().name("planning").start(this::planUntilStopped);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signals.raise(Signals.Signal.SCHEDULES);
        if (thread != null) {
            thread.join(STATEMENTS);
        }
    }

    private void planUntilStopped() {
        while (!stopping) {
            try {
                planAll();
                signals.await(Signals.Signal.SCHEDULES, config.pollEvery());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopping = true;
            } catch (RuntimeException e) {
                LOG.errorf(e, "schedules could not be planned, trying again in %s", config.pollEvery());
                pause();
            }
        }
    }

    private void pause() {
        try {
            signals.await(Signals.Signal.SCHEDULES, config.pollEvery());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** Plans everything that is to be planned now; answers how many runs were added. */
    int planAll() {
        int removed = planner.removeObsolete().await().atMost(STATEMENTS);
        if (removed > 0) {
            LOG.infof("%d planned runs removed, their schedules are gone or paused", removed);
        }
        int added = 0;
        List<UUID> batch = candidates();
        int planned = batch.size();
        while (planned > 0 && !stopping) {
            planned = 0;
            for (UUID schedule : batch) {
                int runs = plan(schedule);
                added += runs;
                planned += runs > 0 ? 1 : 0;
            }
            batch = planned > 0 ? candidates() : List.of();
        }
        if (added > 0) {
            signals.raise(Signals.Signal.RUNS);
        }
        return added;
    }

    private List<UUID> candidates() {
        return schedules.candidates(clock.instant(), BATCH).await().atMost(STATEMENTS);
    }

    /** A schedule that can't be planned must not keep the others from being planned. */
    private int plan(UUID schedule) {
        try {
            return planner.plan(schedule).await().atMost(STATEMENTS);
        } catch (RuntimeException e) {
            LOG.errorf(e, "schedule %s could not be planned", schedule);
            return 0;
        }
    }
}
