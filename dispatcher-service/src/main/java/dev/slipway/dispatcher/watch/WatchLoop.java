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
import java.util.Optional;
import java.util.UUID;

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
    private Instant tendedAt = Instant.EPOCH;
    private Instant renewedAt = Instant.EPOCH;
    private Instant stopsReadAt = Instant.EPOCH;

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
        markStopsDue();
        look();
        Instant now = clock.instant();
        if (!now.isBefore(tendedAt.plus(config.listEvery()))) {
            tendedAt = now;
            upkeep.tend();
        }
    }

    /** Marks come by the thousand, so that not each of them may cost a statement. */
    private void markStopsDue() {
        Instant now = clock.instant();
        if (records.marks().takeRecorded() || !now.isBefore(stopsReadAt.plus(config.pollEvery()))) {
            stopsReadAt = now;
            records.watchList()
                    .stopsDue(config.resendStopAfter())
                    .await()
                    .atMost(STATEMENT)
                    .forEach(records.marks()::mark);
        }
    }

    private void look() {
        for (int free = workers.free(); free > 0; free--) {
            Optional<AttemptKey> next = records.marks().next();
            if (next.isEmpty()) {
                return;
            }
            look(next.get());
        }
    }

    private void look(AttemptKey key) {
        Marks marks = records.marks();
        if (!workers.start(key, () -> examination.of(key, owner), () -> marks.done(key))) {
            marks.mark(key);
            marks.done(key);
        }
    }

    private void renew() {
        Instant now = clock.instant();
        if (!workers.isIdle() && renewedAt.plus(config.lease().dividedBy(3)).isBefore(now)) {
            records.leases().renew(owner, config.lease()).await().atMost(STATEMENT);
            renewedAt = now;
        }
    }
}
