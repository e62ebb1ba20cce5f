package dev.slipway.gateway.background;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.gateway.feed.LiveFeed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds a round whenever there may be something to exchange, and at least once in a second; none while nobody listens. Tasks that
 * are scheduled anywhere are heard of by their event, which the feed brings to every gateway.
 */
@ApplicationScoped
class TaskLoop implements LiveFeed.Subscriber {
    private static final Logger LOG = Logger.getLogger(TaskLoop.class);
    private static final Set<Object> SCHEDULED = Set.of("prefect.task-run.Scheduled", "prefect.task-run.AwaitingRetry");
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final TaskRounds rounds;
    private final LiveFeed feed;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread thread;

    TaskLoop(TaskRounds rounds, LiveFeed feed) {
        this.rounds = rounds;
        this.feed = feed;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("background-tasks").start(this::untilStopped);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake.release();
        if (thread != null) {
            thread.join(STOP);
        }
    }

    synchronized void join(TaskWorker worker) {
        if (!rounds.hasWorkers()) {
            feed.subscribe(this, () -> {});
        }
        rounds.add(worker);
        wake();
    }

    synchronized void leave(TaskWorker worker) {
        rounds.remove(worker);
        if (!rounds.hasWorkers()) {
            feed.unsubscribe(this);
        }
        wake();
    }

    /** Something may be to be exchanged. */
    void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    @Override
    public void onFact(Envelope<?> fact) {
        if (fact.data() instanceof EventRecorded event
                && SCHEDULED.contains(String.valueOf(event.event().get("event")))) {
            wake();
        }
    }

    @Override
    public void onGap() {
        wake();
    }

    private void untilStopped() {
        try {
            while (!stopping) {
                sleep();
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sleep() throws InterruptedException {
        if (rounds.isEmpty()) {
            wake.acquire();
        } else {
            boolean unused = wake.tryAcquire(LONGEST_SLEEP.toMillis(), TimeUnit.MILLISECONDS);
        }
        wake.drainPermits();
    }

    private void round() throws InterruptedException {
        try {
            if (!rounds.isEmpty() && !rounds.hold() && !stopping) {
                TimeUnit.MILLISECONDS.sleep(LONGEST_SLEEP.toMillis());
            }
        } catch (RuntimeException e) {
            LOG.error("a round failed", e);
        }
    }
}
