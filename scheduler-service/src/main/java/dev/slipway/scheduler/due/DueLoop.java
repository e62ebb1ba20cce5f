package dev.slipway.scheduler.due;

import dev.slipway.scheduler.signal.Signals;
import dev.slipway.scheduler.workpool.WorkPoolConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wakes when the next run is due, or when runs change, and claims what is due: a batch of every pool in turn, until nothing is
 * left, so that a pool with thousands of due runs does not hold up the others.
 */
@ApplicationScoped
class DueLoop {
    private static final Logger LOG = Logger.getLogger(DueLoop.class);
    private static final Duration STATEMENTS = Duration.ofSeconds(30);

    private final DueRepository due;
    private final Claims claims;
    private final DueConfig config;
    private final WorkPoolConfig pools;
    private final Signals signals;
    private final Clock clock;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    DueLoop(DueRepository due, Claims claims, DueConfig config, WorkPoolConfig pools, Signals signals, Clock clock) {
        this.due = due;
        this.claims = claims;
        this.config = config;
        this.pools = pools;
        this.signals = signals;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            thread = Thread.ofVirtual().name("due-runs").start(this::claimUntilStopped);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signals.raise(Signals.Signal.RUNS);
        if (thread != null) {
            thread.join(STATEMENTS);
        }
    }

    private void claimUntilStopped() {
        while (!stopping) {
            Duration pause = config.pollEvery();
            try {
                claimAllDue();
                pause = untilNext();
            } catch (RuntimeException e) {
                LOG.errorf(e, "due runs could not be claimed, trying again in %s", pause);
            }
            await(pause);
        }
    }

    /** Claims everything that is due now; answers how many runs left their scheduled state. */
    int claimAllDue() {
        int total = 0;
        int claimed;
        do {
            claimed = 0;
            for (PoolState pool : pools()) {
                claimed += stopping ? 0 : claimFrom(pool);
            }
            total += claimed;
        } while (claimed > 0);
        return total;
    }

    /** A pool whose runs can't be claimed must not keep the others from theirs. */
    private int claimFrom(PoolState pool) {
        try {
            return claims.claim(pool, config.batchSize()).await().atMost(STATEMENTS);
        } catch (RuntimeException e) {
            LOG.errorf(e, "runs of work pool %s could not be claimed", pool.name());
            return 0;
        }
    }

    private List<PoolState> pools() {
        return due.pools(pools.dispatchedTypes(), clock.instant()).await().atMost(STATEMENTS);
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        return due.next(pools.dispatchedTypes(), now)
                .await()
                .atMost(STATEMENTS)
                .map(next -> Duration.between(now, next))
                .filter(next -> next.compareTo(config.pollEvery()) < 0)
                .orElse(config.pollEvery());
    }

    private void await(Duration pause) {
        try {
            signals.await(Signals.Signal.RUNS, pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
