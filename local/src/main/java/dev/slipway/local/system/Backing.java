package dev.slipway.local.system;

import dev.slipway.local.client.RunningSlipway.Registry;
import dev.slipway.local.kafka.EmbeddedKafka;
import dev.slipway.local.kafka.KafkaOptions;
import dev.slipway.local.postgres.DatabaseServer;
import dev.slipway.local.postgres.EmbeddedPostgres;
import dev.slipway.local.postgres.PostgresOptions;
import dev.slipway.local.postgres.ServiceSchema;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Parallel;
import dev.slipway.local.process.Ports;
import dev.slipway.local.registry.PrivateRegistry;
import dev.slipway.local.registry.RegistryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL, Kafka and the image registry: each the user's if its address is given ({@code SLIPWAY_DATABASE_URL},
 * {@code SLIPWAY_KAFKA_BOOTSTRAP_SERVERS}, {@code SLIPWAY_REGISTRY}), else our own.
 */
final class Backing {
    private static final String REGISTRY_USER = "slipway";

    private final Settings settings;
    private final Credentials credentials;
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final PrivateRegistry registry;

    Backing(Settings settings, Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
        this.postgres = new EmbeddedPostgres(new PostgresOptions(
                settings.home(),
                settings.cache(),
                settings.port(LocalPort.POSTGRES),
                credentials.superuserPassword(),
                true));
        this.kafka = new EmbeddedKafka(new KafkaOptions(
                settings.home(),
                settings.cache(),
                settings.port(LocalPort.KAFKA),
                settings.port(LocalPort.KAFKA_CONTROLLER),
                0));
        this.registry = new PrivateRegistry(new RegistryOptions(
                settings.home(), settings.port(LocalPort.REGISTRY), REGISTRY_USER, credentials.registryPassword()));
    }

    /** Fails with a sentence when a port is taken. */
    void prepare() {
        own().stream().filter(part -> part.daemon().running().isEmpty()).forEach(part -> part.ports()
                .forEach(port ->
                        Ports.requireFree(settings.port(port), part.daemon().name(), port.variable())));
    }

    /** Starts what is our own, and makes schemas and topics in any case. */
    void start() {
        Parallel.run(List.of(this::startDatabase, this::startKafka, this::startRegistry));
    }

    /** Stops what is our own, but the parts of these names. */
    void stop(Set<String> kept) {
        Parallel.run(own().stream()
                .filter(part -> !kept.contains(part.daemon().name()))
                .map(Part::stop)
                .toList());
    }

    List<Part> own() {
        var parts = new ArrayList<Part>();
        if (givenDatabase().isEmpty()) {
            parts.add(new Part(postgres.daemon(), List.of(LocalPort.POSTGRES), databaseUrl(), postgres::stop));
        }
        if (givenKafka().isEmpty()) {
            var ports = List.of(LocalPort.KAFKA, LocalPort.KAFKA_CONTROLLER);
            parts.add(new Part(kafka.daemon(), ports, bootstrapServers(), kafka::stop));
        }
        if (givenRegistry().isEmpty()) {
            parts.add(new Part(registry.daemon(), List.of(LocalPort.REGISTRY), registry.address(), registry::stop));
        }
        return parts;
    }

    String databaseUrl() {
        return givenDatabase().orElse("postgresql://127.0.0.1:" + settings.port(LocalPort.POSTGRES) + "/slipway");
    }

    String bootstrapServers() {
        return givenKafka().orElse("127.0.0.1:" + settings.port(LocalPort.KAFKA));
    }

    /** A given registry's user and password come from {@code SLIPWAY_REGISTRY_USERNAME} and {@code …_PASSWORD}. */
    Registry registry() {
        return givenRegistry()
                .map(address -> new Registry(
                        address,
                        settings.variable("SLIPWAY_REGISTRY_USERNAME").orElse(""),
                        settings.variable("SLIPWAY_REGISTRY_PASSWORD").orElse("")))
                .orElseGet(() -> new Registry(registry.address(), REGISTRY_USER, credentials.registryPassword()));
    }

    private void startDatabase() {
        DatabaseServer server = givenDatabase()
                .map(url -> new DatabaseServer(
                        url,
                        settings.variable("SLIPWAY_DATABASE_USERNAME").orElse(EmbeddedPostgres.SUPERUSER),
                        settings.variable("SLIPWAY_DATABASE_PASSWORD").orElse("")))
                .orElseGet(postgres::start);
        for (Service service : Service.values()) {
            server.ensure(ServiceSchema.of(service.shortName()), credentials.databasePassword(service));
        }
    }

    private void startKafka() {
        givenKafka().ifPresentOrElse(EmbeddedKafka::ensureTopics, kafka::start);
    }

    private void startRegistry() {
        if (givenRegistry().isEmpty()) {
            registry.start();
        }
    }

    private Optional<String> givenDatabase() {
        return settings.variable("SLIPWAY_DATABASE_URL");
    }

    private Optional<String> givenKafka() {
        return settings.variable("SLIPWAY_KAFKA_BOOTSTRAP_SERVERS");
    }

    private Optional<String> givenRegistry() {
        return settings.variable("SLIPWAY_REGISTRY");
    }

    /** A part of our own. */
    record Part(Daemon daemon, List<LocalPort> ports, String address, Runnable stop) {}
}
