package dev.slipway.scheduler.retention;

import dev.slipway.outbox.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Removes batch after batch of what is old enough, then sleeps. Replicas that do it at once remove different batches. */
@ApplicationScoped
class RetentionLoop {
    private static final Logger LOG = Logger.getLogger(RetentionLoop.class);
    private static final Duration BATCH = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofHours(1);

    private final OldRunRepository oldRuns;
    private final Transactions transactions;
    private final RetentionConfig config;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread loop;

    RetentionLoop(OldRunRepository oldRuns, Transactions transactions, RetentionConfig config, Clock clock) {
        this.oldRuns = oldRuns;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    /** One kind of runs. */
    enum Kind {
        FLOW_RUNS("flow_run_id"),
        TASK_RUNS("task_run_id");

        private final String column;

        Kind(String column) {
            this.column = column;
        }
    }

    void start(@Observes StartupEvent event) {
        if (config.flowRuns().isPresent() || config.taskRuns().isPresent()) {
            loop = Thread.ofVirtual().name("retention").start(this::untilStopped);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        if (loop != null) {
            loop.join(Duration.ofSeconds(10));
        }
    }

    private void untilStopped() {
        try {
            do {
                config.flowRuns().ifPresent(kept -> removeOld(Kind.FLOW_RUNS, kept));
                config.taskRuns().ifPresent(kept -> removeOld(Kind.TASK_RUNS, kept));
            } while (!stop.await(config.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes what ended longer ago; answers how many runs. A failure ends the round, the next one goes on. */
    int removeOld(Kind kind, Duration kept) {
        Instant before = clock.instant().minus(kept.compareTo(SHORTEST) < 0 ? SHORTEST : kept);
        int removed = 0;
        try {
            List<UUID> batch = removeBatch(kind, before);
            while (!batch.isEmpty()) {
                removed += batch.size();
                removeLogs(kind, batch);
                batch = stop.getCount() == 0 ? List.of() : removeBatch(kind, before);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "old runs could not be removed (%s)", kind);
        }
        if (removed > 0) {
            LOG.infof("removed %d old runs (%s)", removed, kind);
        }
        return removed;
    }

    private List<UUID> removeBatch(Kind kind, Instant before) {
        return await(transactions.run(tx -> switch (kind) {
            case FLOW_RUNS -> oldRuns.removeFlowRuns(tx, before, config.batchSize(), clock.instant());
            case TASK_RUNS -> oldRuns.removeTaskRuns(tx, before, config.batchSize(), clock.instant());
        }));
    }

    private void removeLogs(Kind kind, List<UUID> runs) {
        int lines = config.batchSize();
        while (lines == config.batchSize()) {
            lines = await(transactions.run(tx -> oldRuns.removeLogs(tx, kind.column, runs, config.batchSize())));
        }
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(BATCH);
    }
}
