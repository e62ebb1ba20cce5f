package dev.slipway.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.testkit.Infrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;

/** Outbox and inbox on a real PostgreSQL and a real Kafka, put together as in a service but without one. */
final class RealParts implements AutoCloseable {
    static final Clock CLOCK = Clock.systemUTC();

    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<String, String> SETTINGS = Infrastructure.settings("builder");
    private static final Pool POOL = migrated();

    private final List<OutboxRelay> relays = new ArrayList<>();
    final Settings config;
    final Ids ids = Ids.timeOrdered(CLOCK);
    final Outbox outbox;
    final Inbox inbox = new Inbox(CLOCK);

    RealParts(int batchSize) {
        this(batchSize, Duration.ofMillis(10));
    }

    RealParts(int batchSize, Duration pause) {
        config = new Settings(batchSize, pause);
        outbox = new Outbox(config, CLOCK, ids);
    }

    record Settings(int batchSize, Duration pause) implements OutboxConfig {
        @Override
        public String source() {
            return "/build-service";
        }

        @Override
        public Duration pollEvery() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration keepPublished() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration keepProcessed() {
            return Duration.ofDays(8);
        }
    }

    Pool pool() {
        return POOL;
    }

    /** A relay that runs, as in one replica. */
    OutboxRelay relay(Producer<String, byte[]> producer) {
        OutboxRelay relay = relayAtRest(producer);
        relay.start(new StartupEvent());
        relays.add(relay);
        return relay;
    }

    OutboxRelay relayAtRest(Producer<String, byte[]> producer) {
        return new OutboxRelay(POOL, producer, config, CLOCK, new SimpleMeterRegistry());
    }

    Transactions transactions(OutboxRelay relay) {
        return new Transactions(POOL, relay);
    }

    static Producer<String, byte[]> producer() {
        return new OutboxBeans().producer(Infrastructure.kafka());
    }

    /** A fact about a ref of its own; {@code generation} tells the facts of one ref apart. */
    static BuildQueued fact(String ref, long generation) {
        return new BuildQueued(
                "default",
                UUID.randomUUID(),
                UUID.randomUUID(),
                "orders",
                ref,
                "3f786850e387550fdab836ed7e6dc881de23001b",
                generation,
                Instant.parse("2026-11-23T12:00:00Z"));
    }

    @Override
    public void close() {
        try {
            for (OutboxRelay relay : relays) {
                relay.stop(new ShutdownEvent());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Pool migrated() {
        var options = PgConnectOptions.fromUri(requireNonNull(SETTINGS.get("SLIPWAY_DATABASE_URL")))
                .setUser(SETTINGS.get("SLIPWAY_DATABASE_USERNAME"))
                .setPassword(SETTINGS.get("SLIPWAY_DATABASE_PASSWORD"));
        var pool = new Pool(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8))
                .connectingTo(options)
                .using(VERTX)
                .build());
        pool.query(migration()).execute().await().indefinitely();
        return pool;
    }

    private static String migration() {
        try (var sql = requireNonNull(RealParts.class.getResourceAsStream("/db/outbox/V0001__outbox.sql"))) {
            return new String(sql.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
