package dev.slipway.scheduler.partition;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the partitions of the days to come and drops those that are not kept, at start and then every hour. */
@ApplicationScoped
public class PartitionLoop {
    private static final Logger LOG = Logger.getLogger(PartitionLoop.class);
    private static final Duration STATEMENT = Duration.ofMinutes(5);

    private final PartitionRepository partitions;
    private final PartitionConfig config;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread loop;

    PartitionLoop(PartitionRepository partitions, PartitionConfig config, Clock clock) {
        this.partitions = partitions;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop = Thread.ofVirtual().name("partitions").start(this::untilStopped);
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
                lookAfterAll();
            } while (!stop.await(config.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAfterAll() {
        for (Days days : List.of(
                new Days("events", config.keepEventDays(), config.daysAhead()),
                new Days("logs", config.keepLogDays(), config.daysAhead()))) {
            try {
                lookAfter(days);
            } catch (RuntimeException e) {
                LOG.errorf(e, "partitions of %s could not be looked after; the default partition serves", days.table());
            }
        }
    }

    /** One round for one table. */
    void lookAfter(Days days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<String> existing = await(partitions.existing(days.table()));
        days.missing(today, existing).forEach(day -> makeUnlessDone(days, day));
        days.outdated(today, existing).forEach(partition -> {
            await(partitions.drop(partition));
            LOG.infof("dropped %s", partition);
        });
        await(partitions.clearDefault(days, days.firstKept(today)));
    }

    /** Another replica may have been faster. */
    private void makeUnlessDone(Days days, LocalDate day) {
        try {
            await(partitions.make(days, day));
        } catch (RuntimeException e) {
            if (!await(partitions.existing(days.table())).contains(days.partition(day))) {
                throw e;
            }
        }
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(STATEMENT);
    }
}
