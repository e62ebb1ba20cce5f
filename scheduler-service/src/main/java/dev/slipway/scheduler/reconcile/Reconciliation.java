package dev.slipway.scheduler.reconcile;

import dev.slipway.contracts.run.v1.RunRepaired;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Compares all runs that need a job with the dispatcher's attempts, page by page, and has those repaired that lack one. */
@ApplicationScoped
class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class);
    private static final Duration STATEMENTS = Duration.ofSeconds(30);
    private static final Duration FORGET_AFTER = Duration.ofDays(1);
    private static final UUID BEGINNING = new UUID(0, 0);

    private final ReconciliationRepository repository;
    private final Dispatcher dispatcher;
    private final Repairs repairs;
    private final ReconciliationConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final AtomicInteger runsWithoutJob = new AtomicInteger();
    private UUID cursor = BEGINNING;

    Reconciliation(
            ReconciliationRepository repository,
            Dispatcher dispatcher,
            Repairs repairs,
            ReconciliationConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.repository = repository;
        this.dispatcher = dispatcher;
        this.repairs = repairs;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        metrics.gauge("scheduler_runs_without_job", this, Reconciliation::runsWithoutJob);
    }

    /** As of the last round. */
    int runsWithoutJob() {
        return runsWithoutJob.get();
    }

    /** One round; answers how many runs were repaired. Fails if the dispatcher is away, and has changed nothing then. */
    int compare() {
        Instant unchangedSince = clock.instant().minus(config.unchangedFor());
        int found = 0;
        int repaired = 0;
        for (int looked = 0; looked < config.most(); looked += config.batchSize()) {
            List<DispatchedRun> page = repository
                    .dispatched(cursor, unchangedSince, config.batchSize())
                    .await()
                    .atMost(STATEMENTS);
            List<Found> missing = missing(page);
            found += missing.size();
            repaired += repair(missing);
            cursor = page.size() < config.batchSize()
                    ? BEGINNING
                    : page.getLast().id();
            if (cursor.equals(BEGINNING)) {
                break;
            }
        }
        runsWithoutJob.set(found);
        repository.forget(clock.instant(), FORGET_AFTER).await().atMost(STATEMENTS);
        return repaired;
    }

    private record Found(DispatchedRun run, Finding finding) {}

    private List<Found> missing(List<DispatchedRun> page) {
        Instant settledBefore = clock.instant().minus(config.endedFor());
        List<Found> found = new ArrayList<>();
        page.stream().collect(Collectors.groupingBy(DispatchedRun::workspace)).forEach((workspace, runs) -> {
            Map<UUID, DispatchReport> reports = dispatcher.states(workspace, runs);
            runs.forEach(run -> Finding.of(run, reports.get(run.id()), settledBefore)
                    .ifPresent(finding -> found.add(new Found(run, finding))));
        });
        return withoutThoseOnTheirWay(found);
    }

    private List<Found> withoutThoseOnTheirWay(List<Found> found) {
        if (found.isEmpty()) {
            return found;
        }
        Set<UUID> waiting = repository
                .onTheirWay(found.stream().map(Found::run).toList())
                .await()
                .atMost(STATEMENTS);
        return found.stream().filter(one -> !waiting.contains(one.run().id())).toList();
    }

    /** A run that can't be repaired must not keep the others from it. */
    private int repair(List<Found> missing) {
        int repaired = 0;
        for (Found one : missing) {
            try {
                Optional<RunRepaired.Done> done =
                        repairs.repair(one.run(), one.finding()).await().atMost(STATEMENTS);
                done.ifPresent(what -> count(one, what));
                repaired += done.isPresent() ? 1 : 0;
            } catch (RuntimeException e) {
                LOG.errorf(e, "run %s could not be repaired", one.run().id());
            }
        }
        return repaired;
    }

    private void count(Found one, RunRepaired.Done done) {
        LOG.warnf(
                "run %s, attempt %d: found %s, done %s",
                one.run().id(), one.run().attempt(), one.finding().found(), done);
        metrics.counter("scheduler_run_repairs", "found", one.finding().found().name(), "done", done.name())
                .increment();
    }
}
