package dev.slipway.dispatcher.reconcile;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.LiveAttempts;
import dev.slipway.dispatcher.dispatch.LiveAttempts.Unneeded;
import dev.slipway.dispatcher.watch.WatchConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Compares all live attempts with the scheduler's runs, page by page, and has those stopped that no run needs. */
@ApplicationScoped
class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final AttemptKey BEGINNING = new AttemptKey("", new UUID(0, 0), 0);

    private final LiveAttempts attempts;
    private final RunStates runs;
    private final ReconciliationConfig config;
    private final WatchConfig patience;
    private final Clock clock;
    private final MeterRegistry metrics;
    private AttemptKey cursor = BEGINNING;

    Reconciliation(
            LiveAttempts attempts,
            RunStates runs,
            ReconciliationConfig config,
            WatchConfig patience,
            Clock clock,
            MeterRegistry metrics) {
        this.attempts = attempts;
        this.runs = runs;
        this.config = config;
        this.patience = patience;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** One round. Fails if the scheduler is away, and has stopped nothing then. */
    void compare() {
        Instant recordedBefore = clock.instant().minus(config.olderThan());
        for (int looked = 0; looked < config.most(); looked += config.batchSize()) {
            List<AttemptKey> page = attempts.needed(cursor, recordedBefore, config.batchSize())
                    .await()
                    .atMost(STATEMENT);
            page.stream().collect(Collectors.groupingBy(AttemptKey::workspace)).forEach(this::compare);
            cursor = page.size() < config.batchSize() ? BEGINNING : page.getLast();
            if (cursor.equals(BEGINNING)) {
                return;
            }
        }
    }

    private void compare(String workspace, List<AttemptKey> keys) {
        Map<UUID, RunReport> reports = runs.of(workspace, keys);
        var allowed =
                new AttemptVerdict.Patience(config.settledFor(), patience.cancelPatience(), patience.endedPatience());
        Instant now = clock.instant();
        for (AttemptKey key : keys) {
            AttemptVerdict.of(key, reports.get(key.flowRunId()), allowed, now).ifPresent(this::stop);
        }
    }

    private void stop(Unneeded unneeded) {
        if (attempts.stop(unneeded, clock.instant()).await().atMost(STATEMENT)) {
            LOG.warnf("attempt %s: found %s, stopping its job", unneeded.key(), unneeded.found());
            metrics.counter("dispatcher_job_repairs", "found", unneeded.found().name())
                    .increment();
        }
    }
}
