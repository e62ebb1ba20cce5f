package dev.slipway.dispatcher.watch;

import dev.slipway.contracts.Ids;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.loop.RepeatingThread;
import dev.slipway.dispatcher.loop.Workers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks after every attempt that has a container: at once when the engine tells of a change, when a stop is due, and every few
 * seconds anyway. Any number of these loops run beside each other; an attempt is looked at by one at a time.
 */
@ApplicationScoped
class WatchLoop {
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private final WatchRecords records;
    private final Examination examination;
    private final Upkeep upkeep;
    private final WatchConfig config;
    private final Clock clock;
    private final UUID owner;
    private final Workers<AttemptKey> workers;
    private final RepeatingThread thread;
    private final Set<AttemptKey> waiting = ConcurrentHashMap.newKeySet();
    private Instant tendedAt = Instant.EPOCH;
    private Instant renewedAt = Instant.EPOCH;

    WatchLoop(WatchRecords records, Examination examination, Upkeep upkeep, WatchConfig config, Clock clock, Ids ids) {
        this.records = records;
        this.examination = examination;
        this.upkeep = upkeep;
        this.config = config;
        this.clock = clock;
        this.owner = ids.next();
        this.workers = new Workers<>("watch", config.concurrency());
        this.thread = new RepeatingThread("watch-loop", records.marks().signal(), config.pollEvery(), this::step);
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.stop();
        workers.drain(FAREWELL);
    }

    private void step() {
        renew();
        records.watchList()
                .stopsDue(config.resendStopAfter())
                .await()
                .atMost(STATEMENT)
                .forEach(records.marks()::mark);
        records.marks().take().forEach(this::examine);
        Instant now = clock.instant();
        if (!now.isBefore(tendedAt.plus(config.listEvery()))) {
            tendedAt = now;
            upkeep.tend();
        }
    }

    /** A mark for an attempt that is being looked at leads to another look afterwards. */
    private void examine(AttemptKey key) {
        waiting.add(key);
        if (workers.start(key, () -> examination.of(key, owner), this::markWaiting)) {
            waiting.remove(key);
        }
    }

    private void markWaiting() {
        Set<AttemptKey> all = Set.copyOf(waiting);
        waiting.removeAll(all);
        all.forEach(records.marks()::mark);
    }

    private void renew() {
        Instant now = clock.instant();
        if (!workers.isIdle() && renewedAt.plus(config.lease().dividedBy(3)).isBefore(now)) {
            records.leases().renew(owner, config.lease()).await().atMost(STATEMENT);
            renewedAt = now;
        }
    }
}
