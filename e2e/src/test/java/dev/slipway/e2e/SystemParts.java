package dev.slipway.e2e;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.kafka.EmbeddedKafka;
import dev.slipway.local.kafka.KafkaOptions;
import dev.slipway.local.postgres.EmbeddedPostgres;
import dev.slipway.local.postgres.PostgresOptions;
import dev.slipway.local.process.Ports;
import dev.slipway.local.registry.PrivateRegistry;
import dev.slipway.local.registry.RegistryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The processes of one system on free ports, with all data in a folder that is deleted at the end. */
final class SystemParts {
    private static final String PASSWORD = "password-of-a-test";
    private static final String AUTH = "admin:token-of-a-test";

    private final Path home = E2eFolder.create();
    private final Path cache = E2eFolder.cache();
    private final EmbeddedPostgres postgres =
            new EmbeddedPostgres(new PostgresOptions(home, cache, Ports.free(), PASSWORD, true));
    private final EmbeddedKafka kafka = new EmbeddedKafka(new KafkaOptions(
            home, cache, Ports.free(), Ports.free(), ProcessHandle.current().pid()));
    private final PrivateRegistry registry =
            new PrivateRegistry(new RegistryOptions(home, Ports.free(), "slipway", PASSWORD));
    private final Map<String, ServiceProcess> services = new HashMap<>();
    private final GitForge forge;
    private final ServiceEnvironment environment;
    private final RunningSlipway address;

    private SystemParts() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-of-system"));
        var database = CompletableFuture.supplyAsync(postgres::start);
        var registryAddress = CompletableFuture.supplyAsync(registry::start);
        String bootstrapServers = kafka.start();
        forge = GitForge.start(home.resolve("forge"));
        environment = new ServiceEnvironment(database.join().url(), bootstrapServers, PASSWORD, AUTH);
        environment.createSchemas(database.join());
        ServiceEnvironment.SERVICES.forEach(name -> services.put(name, process(name, name, environment.port(name))));
        services.values().forEach(ServiceProcess::launch);
        services.values().forEach(ServiceProcess::awaitReady);
        address = new RunningSlipway(
                URI.create(environment.gatewayUrl()),
                AUTH,
                bootstrapServers,
                new RunningSlipway.Registry(registryAddress.join(), "slipway", PASSWORD));
    }

    static SystemParts start() {
        try {
            return new SystemParts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    Path cache() {
        return cache;
    }

    GitForge forge() {
        return forge;
    }

    RunningSlipway address() {
        return address;
    }

    ServiceProcess service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    /** One more process of a service, on ports of its own; not started. */
    ServiceProcess replica(String name) {
        return process(name + "-2", name, Ports.free());
    }

    private ServiceProcess process(String processName, String service, int port) {
        return new ServiceProcess(
                processName,
                E2eFolder.repository().resolve(service).resolve("target/quarkus-app/quarkus-run.jar"),
                home,
                port,
                Ports.free(),
                environment.of(service));
    }

    private void end() {
        forge.close();
        List<ServiceProcess> all = new ArrayList<>(services.values());
        all.parallelStream().forEach(ServiceProcess::close);
        registry.stop();
        kafka.stop();
        postgres.stop();
        E2eFolder.delete(home);
    }
}
