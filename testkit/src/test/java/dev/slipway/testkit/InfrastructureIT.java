package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.push.v1.RefDeleted;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InfrastructureIT {
    @Test
    void aServiceFindsItsTablesWithoutNamingItsSchema() throws Exception {
        Map<String, String> settings = Infrastructure.settings("builder");

        try (var connection = DriverManager.getConnection(
                        "jdbc:" + settings.get("SLIPWAY_DATABASE_URL"),
                        settings.get("SLIPWAY_DATABASE_USERNAME"),
                        settings.get("SLIPWAY_DATABASE_PASSWORD"));
                var statement = connection.createStatement();
                var schema = statement.executeQuery("select current_schema()")) {
            assertThat(schema.next()).isTrue();
            assertThat(schema.getString(1)).isEqualTo("builder");
        }
    }

    @Test
    void aSecondClassLoaderFindsTheSamePartsRunning() throws Exception {
        String kafka = Infrastructure.kafka();
        URL here = Infrastructure.class.getProtectionDomain().getCodeSource().getLocation();

        try (var second = new ChildFirst(here)) {
            Class<?> again = second.loadClass(Infrastructure.class.getName());

            assertThat(again).isNotSameAs(Infrastructure.class);
            assertThat(again.getMethod("kafka").invoke(null)).isEqualTo(kafka);
        }
    }

    @Test
    void aSentFactIsSeen() {
        var sent = new Envelope<>(
                SequentialIds.number(7),
                "/api-gateway",
                Instant.parse("2026-03-01T10:00:00Z"),
                "push-1",
                null,
                null,
                new RefDeleted(
                        "default",
                        SequentialIds.number(1),
                        "seen",
                        "refs/heads/gone",
                        "0123456789012345678901234567890123456789",
                        Instant.parse("2026-03-01T09:59:59Z")));
        try (Facts facts = Facts.ofThisTest()) {
            facts.send(sent);

            assertThat(facts.awaitOne(RefDeleted.class, fact -> fact.project().equals("seen")))
                    .isEqualTo(sent);
            assertThat(facts.within(Duration.ofMillis(300), RefDeleted.class, fact -> fact.project()
                            .equals("other")))
                    .isEqualTo(List.of());
        }
    }

    /** Loads the testkit's own classes anew, as a test framework does for each application. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL url) {
            super(new URL[] {url}, Objects.requireNonNull(Infrastructure.class.getClassLoader()));
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && name.startsWith("dev.slipway.testkit.")) {
                return findClass(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
