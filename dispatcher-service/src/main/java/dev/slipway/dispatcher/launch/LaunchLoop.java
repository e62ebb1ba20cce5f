package dev.slipway.dispatcher.launch;

import dev.slipway.contracts.Ids;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Launch;
import dev.slipway.dispatcher.dispatch.Leases;
import dev.slipway.dispatcher.loop.RepeatingThread;
import dev.slipway.dispatcher.loop.Signal;
import dev.slipway.dispatcher.loop.Workers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Claims recorded attempts and launches each on a thread of its own. Any number of these loops run beside each other: a claim
 * is a lease on the row, renewed as long as the loop lives, and the container's name is the claim in the engine.
 */
@ApplicationScoped
public class LaunchLoop {
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private final Leases leases;
    private final Launcher launcher;
    private final LaunchConfig config;
    private final Clock clock;
    private final UUID owner;
    private final Workers<AttemptKey> workers;
    private final Signal signal = new Signal();
    private final RepeatingThread thread;
    private volatile boolean moreMayWait;
    private Instant renewedAt = Instant.EPOCH;

    LaunchLoop(Leases leases, Launcher launcher, LaunchConfig config, Clock clock, Ids ids) {
        this.leases = leases;
        this.launcher = launcher;
        this.config = config;
        this.clock = clock;
        this.owner = ids.next();
        this.workers = new Workers<>("launch", config.concurrency());
        this.thread = new RepeatingThread("launch-loop", signal, config.pollEvery(), this::step);
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

    /** An intent was committed. */
    public void wake() {
        signal.wake();
    }

    private void step() {
        renew();
        int free = workers.free();
        // said first: a worker that ends during the claim must wake the loop again
        moreMayWait = true;
        if (free > 0) {
            List<Launch> claimed =
                    leases.claim(owner, config.lease(), free).await().atMost(STATEMENT);
            moreMayWait = claimed.size() == free;
            claimed.forEach(launch ->
                    workers.start(launch.key(), () -> launcher.launch(launch, owner), this::wakeIfMoreMayWait));
        }
    }

    private void wakeIfMoreMayWait() {
        if (moreMayWait) {
            signal.wake();
        }
    }

    private void renew() {
        Instant now = clock.instant();
        if (!workers.isIdle() && renewedAt.plus(config.lease().dividedBy(3)).isBefore(now)) {
            leases.renew(owner, config.lease()).await().atMost(STATEMENT);
            renewedAt = now;
        }
    }
}
