package dev.slipway.local.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.contracts.kafka.TopicSetup;
import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Ports;
import dev.slipway.local.process.Startup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A Kafka node of our own in its own JVM; its data survives a restart. */
public final class EmbeddedKafka {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final short ONE_REPLICA = 1;

    private final KafkaOptions options;
    private final Daemon daemon;

    public EmbeddedKafka(KafkaOptions options) {
        this.options = options;
        this.daemon = new Daemon("kafka", options.home());
    }

    /** Starts it unless it runs, and returns its address when all topics are there. */
    public String start() {
        if (daemon.running().isEmpty()) {
            daemon.start(command(writeProperties()), Map.of());
        }
        String address = "127.0.0.1:" + options.port();
        Startup.await(daemon, START, () -> Ports.isOpen(options.port()));
        ensureTopics(address);
        return address;
    }

    public void stop() {
        daemon.stop(STOP);
    }

    public Daemon daemon() {
        return daemon;
    }

    /** Makes the catalogue's topics on any broker; waits until it takes requests. */
    public static void ensureTopics(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) START.toMillis());
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get(START.toSeconds(), TimeUnit.SECONDS);
            TopicSetup.ensure(admin, ONE_REPLICA);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new CannotStart("Kafka at " + bootstrapServers + " does not take requests: " + e.getMessage(), e);
        }
    }

    private Path writeProperties() {
        try (InputStream template = resource("broker.properties")) {
            Files.createDirectories(options.home());
            Path properties = options.home().resolve("kafka.properties");
            Files.writeString(
                    properties,
                    new String(template.readAllBytes(), UTF_8)
                            .replace("@port@", Integer.toString(options.port()))
                            .replace("@controllerPort@", Integer.toString(options.controllerPort()))
                            .replace("@data@", options.home().resolve("kafka").toString()));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Path properties) {
        var command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of("-Xms64m", "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive(), "-Xshare:auto"));
        command.addAll(List.of("-Xlog:disable", "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(List.of("-cp", classPath(), Broker.class.getName()));
        command.addAll(List.of(properties.toString(), Long.toString(options.ownerPid())));
        return command;
    }

    /** Loaded classes of the first run, which make the next starts faster; the JVM sees to it that they fit. */
    private Path archive() {
        return options.cache().resolve("kafka-%08x.jsa".formatted(classPath().hashCode()));
    }

    private static String classPath() {
        try (InputStream file = resource("broker.classpath")) {
            return ownLocation() + ":" + new String(file.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar or folder that this class comes from; class loaders of test frameworks know no code source. */
    private static String ownLocation() {
        URL url = Objects.requireNonNull(EmbeddedKafka.class.getResource("EmbeddedKafka.class"));
        String path = url.getPath();
        int inJar = path.indexOf(".jar!/");
        return inJar >= 0
                ? path.substring("file:".length(), inJar + ".jar".length())
                : path.substring(0, path.length() - "dev/slipway/local/kafka/EmbeddedKafka.class".length());
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(EmbeddedKafka.class.getResourceAsStream(name), name);
    }
}
