package dev.slipway.builder.work;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.BuildLog;
import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.Lease;
import dev.slipway.builder.build.LeaseLost;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The builds that this process carries out, each on its thread, and the heartbeat that keeps them ours. A build whose lease is
 * lost is interrupted: it was cancelled, or another process has it.
 */
@ApplicationScoped
class RunningBuilds {
    private static final Logger LOG = Logger.getLogger(RunningBuilds.class);
    private static final Duration STATEMENT = Duration.ofSeconds(10);

    private final Builds builds;
    private final BuildLog log;
    private final Stages stages;
    private final WorkConfig config;
    private final Clock clock;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    RunningBuilds(Builds builds, BuildLog log, Stages stages, WorkConfig config, Clock clock) {
        this.builds = builds;
        this.log = log;
        this.stages = stages;
        this.config = config;
        this.clock = clock;
    }

    void start(Build build, Lease lease, Runnable whenOver) {
        var started = new Running(lease);
        running.put(build.id(), started);
        started.thread = Thread.ofVirtual().name("build-" + build.id()).unstarted(() -> {
            try {
                carryOut(build, started);
            } finally {
                running.remove(build.id(), started);
                whenOver.run();
            }
        });
        started.thread.start();
    }

    private void carryOut(Build build, Running started) {
        Path directory = null;
        try {
            directory = workDirectory();
            long lastSeq = log.lastSeq(build.id()).await().atMost(STATEMENT);
            started.log = new BuildLogWriter(log, started.lease, clock, lastSeq);
            new BuildRun(builds, stages, build, started.lease, started.log).run(directory);
        } catch (LeaseLost e) {
            LOG.infof("%s; it is left as it is", e.getMessage());
        } catch (IOException | RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.errorf(e, "build %s is given up and will be taken again", build.id());
                started.release = true;
            }
        } finally {
            boolean interrupted = Thread.interrupted();
            deleteRecursively(directory);
            if (started.release || (interrupted && stopping)) {
                release(started.lease);
            }
        }
    }

    private Path workDirectory() throws IOException {
        return config.directory().isPresent()
                ? Files.createTempDirectory(
                        Files.createDirectories(Path.of(config.directory().get())), "build-")
                : Files.createTempDirectory("slipway-build-");
    }

    private void release(Lease lease) {
        try {
            builds.release(lease).await().atMost(STATEMENT);
        } catch (RuntimeException e) {
            LOG.warnf("the lease of build %s ends by itself: %s", lease.buildId(), e.getMessage());
        }
    }

    /** Renews what is ours until it stops, and writes what the builds printed meanwhile. */
    void beat(UUID owner) {
        Thread.ofVirtual().name("build-heartbeat").start(() -> {
            Instant renewed = clock.instant();
            while (pauseBetweenBeats()) {
                renewed = beat(owner, renewed);
            }
        });
        Thread.ofVirtual().name("build-log-flush").start(() -> {
            while (pauseBetweenFlushes()) {
                running.values().forEach(Running::flush);
            }
        });
    }

    private Instant beat(UUID owner, Instant renewed) {
        Map<UUID, Running> now = Map.copyOf(running);
        if (now.isEmpty()) {
            return clock.instant();
        }
        Instant asked = clock.instant();
        try {
            Set<UUID> ours =
                    builds.renew(owner, now.keySet(), config.lease()).await().atMost(STATEMENT);
            now.forEach((id, one) -> interruptUnless(ours.contains(id), one));
            return asked;
        } catch (RuntimeException e) {
            LOG.warnf("the leases of %d builds could not be renewed: %s", now.size(), e.getMessage());
            boolean stillOurs = asked.isBefore(renewed.plus(config.lease()));
            now.values().forEach(one -> interruptUnless(stillOurs, one));
            return renewed;
        }
    }

    private static void interruptUnless(boolean ours, Running one) {
        if (!ours) {
            one.interrupt();
        }
    }

    /** Interrupts every build and gives it back, so that another process takes it at once. */
    void giveUpAll(Duration patience) throws InterruptedException {
        stopping = true;
        var threads = running.values().stream().map(one -> one.thread).toList();
        running.values().forEach(Running::interrupt);
        Instant end = clock.instant().plus(patience);
        for (Thread thread : threads) {
            Duration left = Duration.between(clock.instant(), end);
            if (thread != null && left.isPositive()) {
                thread.join(left);
            }
        }
    }

    private boolean pauseBetweenBeats() {
        return pause(config.heartbeat());
    }

    private boolean pauseBetweenFlushes() {
        return pause(Duration.ofMillis(500));
    }

    private boolean pause(Duration duration) {
        try {
            Thread.sleep(duration);
            return !stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void deleteRecursively(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("%s could not be deleted: %s", directory, e.getMessage());
        }
    }

    /** One of them. */
    private static final class Running {
        private final Lease lease;
        private volatile @Nullable Thread thread;
        private volatile @Nullable BuildLogWriter log;
        private volatile boolean release;

        Running(Lease lease) {
            this.lease = lease;
        }

        void interrupt() {
            Thread current = thread;
            if (current != null) {
                current.interrupt();
            }
        }

        void flush() {
            BuildLogWriter writer = log;
            if (writer != null) {
                writer.flush();
            }
        }
    }
}
