package dev.slipway.builder.build;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps one partition of the build log per day ahead, and drops those past the retention. */
@ApplicationScoped
class BuildLogPartitions {
    private static final Logger LOG = Logger.getLogger(BuildLogPartitions.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final int DAYS_AHEAD = 3;
    private static final String PREFIX = "build_log_";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('build_log ' || current_schema()))";
    private static final String EXISTING =
            "select inhrelid::regclass::text as name from pg_inherits" + " where inhparent = 'build_log'::regclass";

    private final Pool pool;
    private final BuildLogConfig config;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    BuildLogPartitions(Pool pool, BuildLogConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /** Before anything is written. */
    void start(@Observes @Priority(1) StartupEvent event) {
        tidy().await().atMost(STATEMENT);
        Thread.ofVirtual().name("build-log-partitions").start(this::tidyUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void tidyUntilStopped() {
        try {
            while (!stopped.await(config.tidyEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                tidyOrLog();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tidyOrLog() {
        try {
            tidy().await().atMost(STATEMENT);
        } catch (RuntimeException e) {
            LOG.error("partitions of the build log could not be made, trying again later", e);
        }
    }

    Uni<Void> tidy() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return pool.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .chain(() -> tx.query(EXISTING).execute())
                .map(rows -> rows.stream().map(row -> row.getString("name")).toList())
                .chain(existing ->
                        execute(tx, statements(existing, today, config.keep().toDays()))));
    }

    private static Uni<Void> execute(SqlConnection tx, List<String> statements) {
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(sql -> tx.query(sql).execute())
                .onItem()
                .ignoreAsUni();
    }

    static List<String> statements(List<String> existing, LocalDate today, long keepDays) {
        List<String> statements = new ArrayList<>();
        for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            if (!existing.contains(PREFIX + DAY.format(day))) {
                statements.add(
                        "create table %s%s partition of build_log for values from ('%sT00:00:00Z') to ('%sT00:00:00Z')"
                                .formatted(PREFIX, DAY.format(day), day, day.plusDays(1)));
            }
        }
        String oldest = PREFIX + DAY.format(today.minusDays(keepDays));
        existing.stream()
                .filter(name -> name.startsWith(PREFIX) && name.compareTo(oldest) < 0)
                .forEach(name -> statements.add("drop table " + name));
        return statements;
    }
}
