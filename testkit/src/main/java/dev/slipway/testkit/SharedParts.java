package dev.slipway.testkit;

import dev.slipway.local.kafka.EmbeddedKafka;
import dev.slipway.local.kafka.KafkaOptions;
import dev.slipway.local.postgres.DatabaseServer;
import dev.slipway.local.postgres.EmbeddedPostgres;
import dev.slipway.local.postgres.PostgresOptions;
import dev.slipway.local.process.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * PostgreSQL and Kafka of this JVM. They are remembered in system properties: a test framework loads this class once per
 * class loader, and static fields would start them again each time.
 */
record SharedParts(DatabaseServer database, String kafka) {
    private static final String DATABASE = "slipway.test.database-url";
    private static final String KAFKA = "slipway.test.kafka";
    private static final String LOCK = "slipway.test.lock";
    private static final String PASSWORD = "superuser-of-a-test";

    static SharedParts get() {
        // the lock must be one object for all class loaders, too
        Object lock = LOCK.intern();
        synchronized (lock) {
            if (System.getProperty(KAFKA) == null) {
                startWithOwnClasses();
            }
            return new SharedParts(
                    new DatabaseServer(System.getProperty(DATABASE), EmbeddedPostgres.SUPERUSER, PASSWORD),
                    System.getProperty(KAFKA));
        }
    }

    /** Kafka finds its classes by the thread's class loader, which is another one where resources start in a pool's threads. */
    private static void startWithOwnClasses() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(EmbeddedKafka.class.getClassLoader());
        try {
            start();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void start() {
        Path home = TestFolder.create();
        Path cache = cache();
        var postgres = new EmbeddedPostgres(new PostgresOptions(home, cache, Ports.free(), PASSWORD, false));
        var kafka = new EmbeddedKafka(new KafkaOptions(
                home, cache, Ports.free(), Ports.free(), ProcessHandle.current().pid()));
        TestFolder.stopAtTheEnd(home, List.of(postgres.daemon(), kafka.daemon()));
        var database = CompletableFuture.supplyAsync(postgres::start);
        System.setProperty(KAFKA, kafka.start());
        System.setProperty(DATABASE, database.join().url());
    }

    static Path cache() {
        Map<String, String> environment = System.getenv();
        String given = environment.getOrDefault("SLIPWAY_CACHE", "");
        return given.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache", "slipway") : Path.of(given);
    }
}
