package dev.slipway.dispatcher.launch;

import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Leases;
import dev.slipway.dispatcher.watch.Marks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** From launching to watching. */
@ApplicationScoped
class Handover {
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final Leases leases;
    private final Marks marks;
    private final Clock clock;
    private final Timer dueToCreate;

    Handover(Leases leases, Marks marks, Clock clock, MeterRegistry metrics) {
        this.leases = leases;
        this.marks = marks;
        this.clock = clock;
        this.dueToCreate = Timer.builder("dispatcher_due_to_create")
                .description("From the run's claim by the scheduler to the existence of its container or Job")
                .publishPercentileHistogram()
                .register(metrics);
    }

    /** The container exists now. */
    void measure(Instant dueAt) {
        Duration taken = Duration.between(dueAt, clock.instant());
        dueToCreate.record(taken.isNegative() ? Duration.ZERO : taken);
    }

    /** What happens to the attempt from now on is the watch's business. */
    void toWatch(AttemptKey key) {
        marks.mark(key);
    }

    /** The same for who still has the attempt's lease. */
    void toWatch(AttemptKey key, UUID owner) {
        leases.release(key, owner).await().atMost(STATEMENT);
        toWatch(key);
    }
}
