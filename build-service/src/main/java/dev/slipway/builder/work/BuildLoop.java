package dev.slipway.builder.work;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.Lease;
import dev.slipway.builder.push.PushRecorded;
import dev.slipway.contracts.Ids;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Claims queued builds, as many at once as configured, and gives them to threads of their own. What it claims is its own only
 * while its heartbeat goes on; when it stops, it gives back what it has.
 */
@ApplicationScoped
class BuildLoop {
    private static final Logger LOG = Logger.getLogger(BuildLoop.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private final Builds builds;
    private final RunningBuilds running;
    private final WorkConfig config;
    private final UUID owner;
    private final Semaphore slots;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread loop;

    BuildLoop(Builds builds, RunningBuilds running, WorkConfig config, Ids ids) {
        this.builds = builds;
        this.running = running;
        this.config = config;
        this.owner = ids.next();
        this.slots = new Semaphore(config.parallel());
    }

    void start(@Observes StartupEvent event) {
        loop = Thread.ofVirtual().name("build-loop").start(this::claimUntilStopped);
        running.beat(owner);
    }

    /** Before the things that builds use are closed. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake();
        if (loop != null) {
            loop.join(DRAIN);
        }
        running.giveUpAll(DRAIN);
    }

    void wake(@Observes PushRecorded event) {
        wake();
    }

    private void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void claimUntilStopped() {
        while (!stopping) {
            try {
                if (!claimOne()) {
                    awaitSignal();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "builds could not be looked up, trying again in %s", config.pollEvery());
                pause();
            }
        }
    }

    private void pause() {
        try {
            awaitSignal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void awaitSignal() throws InterruptedException {
        if (signal.tryAcquire(config.pollEvery().toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }

    private boolean claimOne() throws InterruptedException {
        if (!slots.tryAcquire(config.pollEvery().toMillis(), TimeUnit.MILLISECONDS)) {
            return true; // all slots are busy: look again, there is nothing to wait for but a slot
        }
        Optional<Build> claimed = Optional.empty();
        try {
            claimed = builds.claim(owner, config.lease(), config.maxAttempts())
                    .await()
                    .atMost(STATEMENT);
        } finally {
            if (claimed.isEmpty()) {
                slots.release();
            }
        }
        claimed.ifPresent(build -> running.start(build, new Lease(build.id(), owner, build.attempt()), slots::release));
        return claimed.isPresent();
    }
}
