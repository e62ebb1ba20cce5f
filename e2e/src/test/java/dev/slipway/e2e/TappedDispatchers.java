package dev.slipway.e2e;

import dev.slipway.e2e.wire.Trap;
import dev.slipway.e2e.wire.Wire;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.system.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * Replicas of the dispatcher in place of the system's own one, whose ways to the database and to the cluster lead over wires with
 * a trap. They notice soon that another one has died.
 */
final class TappedDispatchers implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Map<String, String> IMPATIENT = Map.of(
            "SLIPWAY_DISPATCHER_LAUNCH_LEASE", "3s",
            "SLIPWAY_DISPATCHER_WATCH_LEASE", "3s",
            "SLIPWAY_OUTBOX_POLL_EVERY", "1s",
            "KAFKA_SESSION_TIMEOUT_MS", "6000",
            "KAFKA_HEARTBEAT_INTERVAL_MS", "1000");

    private final SystemParts parts;
    private final Trap trap = new Trap();
    private final List<Seat> seats = new ArrayList<>();

    /** Takes the place of the system's dispatcher with that many. */
    TappedDispatchers(SystemParts parts, int count) {
        this.parts = parts;
        Replica.Model model = parts.stop(Service.DISPATCHER).with(IMPATIENT);
        int port = Integer.parseInt(model.variable("QUARKUS_HTTP_PORT"));
        for (int number = 1; number <= count; number++) {
            seats.add(new Seat(model, number, number == 1 ? port : SystemParts.freePort()));
        }
        revive();
    }

    Trap trap() {
        return trap;
    }

    /** Starts those that are dead; returns when all are ready. */
    void revive() {
        seats.parallelStream().forEach(Seat::revive);
    }

    @Override
    public void close() {
        seats.forEach(Seat::close);
        parts.up();
    }

    /** Where one replica runs, again and again. */
    private final class Seat {
        private final Replica.Model model;
        private final Daemon daemon;
        private final int port;
        private final Wire database;
        private final Wire cluster;

        Seat(Replica.Model system, int number, int port) {
            this.daemon = new Daemon("tapped-dispatcher-" + number, parts.home());
            this.port = port;
            URI url = URI.create(system.variable("SLIPWAY_DATABASE_URL"));
            this.database = Wire.toPostgres(() -> new Socket(url.getHost(), url.getPort()), trap, this::kill);
            Path kubeconfig = Path.of(system.variable("SLIPWAY_KUBERNETES_KUBECONFIG"));
            this.cluster = Wire.toHttp(new ApiServer(kubeconfig)::connect, trap, this::kill);
            this.model = system.with(Map.of(
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                    "postgresql://127.0.0.1:" + database.port() + url.getPath(),
                    "SLIPWAY_KUBERNETES_KUBECONFIG",
                    kubeconfig(kubeconfig.resolveSibling("tapped-" + number)).toString()));
        }

        void revive() {
            if (daemon.running().isEmpty()) {
                parts.replica(model, daemon, port);
            }
        }

        void close() {
            daemon.stop(STOP);
            database.close();
            cluster.close();
        }

        /** SIGKILL; returns when the process is gone. */
        private void kill() {
            ProcessHandle process = daemon.running().orElseThrow();
            process.destroyForcibly();
            process.onExit().orTimeout(STOP.toSeconds(), TimeUnit.SECONDS).join();
        }

        private Path kubeconfig(Path file) {
            try {
                return Files.writeString(file, """
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: tapped, cluster: {server: "http://127.0.0.1:%d"}}]
                        users: [{name: nobody, user: {}}]
                        contexts: [{name: tapped, context: {cluster: tapped, user: nobody}}]
                        current-context: tapped
                        """.formatted(cluster.port()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The real one; who connects is its administrator. */
    private static final class ApiServer {
        private final URI address;
        private final SSLSocketFactory sockets;

        ApiServer(Path kubeconfig) {
            Config config = Config.fromKubeconfig(kubeconfig.toFile());
            this.address = URI.create(config.getMasterUrl());
            try {
                this.sockets = SSLUtils.sslContext(config).getSocketFactory();
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Socket connect() throws IOException {
            return sockets.createSocket(address.getHost(), address.getPort());
        }
    }
}
