package dev.slipway.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes recorded facts in their order: the only sender of facts in a service.
 *
 * <p>Every replica relays, one at a time: an advisory lock keeps two of them from interleaving the facts of one key. The lock is
 * held until the broker has acknowledged and the rows are marked, so a crash in between sends again with the same ids and the
 * readers' inboxes absorb it. A commit of this replica wakes it at once, but for a pause after each publication: under load many
 * facts share one. The poll is there for the facts of a replica that died.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration STATEMENT = Duration.ofSeconds(60);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
    private static final int PRUNE_BATCH = 5_000;

    /** Any number, as long as all replicas use it; the lock is per schema because the role's name is mixed in. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('outbox ' || current_schema()))";

    private static final String PENDING = "select seq, topic, key, headers, payload, recorded_at from outbox"
            + " where published_at is null order by seq limit $1";
    private static final String MARK = "update outbox set published_at = $2 where seq = any($1)";
    private static final String PRUNE_OUTBOX = "delete from outbox where seq in"
            + " (select seq from outbox where published_at < $1 order by published_at limit $2)";
    private static final String PRUNE_INBOX = "delete from inbox where ctid = any(array"
            + "(select ctid from inbox where received_at < $1 order by received_at limit $2))";

    private final Pool pool;
    private final Producer<String, byte[]> producer;
    private final OutboxConfig config;
    private final Clock clock;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicLong oldestPendingMillis = new AtomicLong();
    private volatile boolean stopping;
    private @Nullable Thread loop;

    OutboxRelay(Pool pool, Producer<String, byte[]> producer, OutboxConfig config, Clock clock, MeterRegistry metrics) {
        this.pool = pool;
        this.producer = producer;
        this.config = config;
        this.clock = clock;
        metrics.gauge("outbox_oldest_pending_seconds", oldestPendingMillis, millis -> millis.get() / 1_000.0);
    }

    void start(@Observes StartupEvent event) {
        loop = Thread.ofVirtual().name("outbox-relay").start(this::relayUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake();
        if (loop != null) {
            loop.join(STATEMENT);
        }
    }

    /** Something was committed. */
    void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void relayUntilStopped() {
        Instant prunedAt = clock.instant();
        while (!stopping) {
            try {
                int published = publishOldest();
                if (published < config.batchSize()) {
                    awaitMore(published > 0);
                }
                if (prunedAt.plus(PRUNE_EVERY).isBefore(clock.instant())) {
                    prune();
                    prunedAt = clock.instant();
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "facts could not be published, trying again in %s", config.pollEvery());
                awaitMore(false);
            }
        }
        producer.close(Duration.ofSeconds(5));
    }

    private void awaitMore(boolean hasPublished) {
        try {
            if (hasPublished) {
                TimeUnit.MILLISECONDS.sleep(config.pause().toMillis());
            }
            if (signal.tryAcquire(config.pollEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private int publishOldest() {
        return pool.withTransaction(tx -> tx.query(LOCK)
                        .execute()
                        .chain(() -> tx.preparedQuery(PENDING).execute(Tuple.of(config.batchSize())))
                        .chain(rows -> publish(tx, rows.stream().toList())))
                .await()
                .atMost(STATEMENT);
    }

    private Uni<Integer> publish(SqlConnection tx, List<Row> rows) {
        measureAge(rows);
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Long[] sequences = rows.stream().map(row -> row.getLong("seq")).toArray(Long[]::new);
        return Uni.createFrom()
                .item(() -> sendAndAwaitAll(rows))
                .runSubscriptionOn(task -> Thread.ofVirtual().start(task))
                .chain(() -> tx.preparedQuery(MARK).execute(Tuple.of(sequences, now())))
                .replaceWith(rows.size());
    }

    private int sendAndAwaitAll(List<Row> rows) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        rows.forEach(row -> sent.add(producer.send(toRecord(row))));
        producer.flush();
        sent.forEach(OutboxRelay::acknowledged);
        return rows.size();
    }

    private static void acknowledged(Future<RecordMetadata> sent) {
        if (sent.state() != Future.State.SUCCESS) {
            throw new IllegalStateException("the broker did not take a fact", sent.exceptionNow());
        }
    }

    private static ProducerRecord<String, byte[]> toRecord(Row row) {
        var record = new ProducerRecord<>(
                row.getString("topic"),
                row.getString("key"),
                row.getBuffer("payload").getBytes());
        JsonObject headers = row.getJsonObject("headers");
        headers.forEach(header -> record.headers()
                .add(header.getKey(), header.getValue().toString().getBytes(UTF_8)));
        return record;
    }

    private void measureAge(List<Row> rows) {
        Instant oldest = rows.isEmpty()
                ? clock.instant()
                : rows.getFirst().getOffsetDateTime("recorded_at").toInstant();
        oldestPendingMillis.set(Duration.between(oldest, clock.instant()).toMillis());
    }

    private void prune() {
        OffsetDateTime published = now().minus(config.keepPublished());
        OffsetDateTime processed = now().minus(config.keepProcessed());
        pool.preparedQuery(PRUNE_OUTBOX)
                .execute(Tuple.of(published, PRUNE_BATCH))
                .chain(() -> pool.preparedQuery(PRUNE_INBOX).execute(Tuple.of(processed, PRUNE_BATCH)))
                .await()
                .atMost(STATEMENT);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
