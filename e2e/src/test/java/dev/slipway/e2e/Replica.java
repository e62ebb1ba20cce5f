package dev.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Health;
import dev.slipway.local.process.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A second process of a service. */
final class Replica implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Daemon daemon;
    private final Health health;

    private Replica(Daemon daemon, int managementPort) {
        this.daemon = daemon;
        this.health = new Health(managementPort);
    }

    /** How a process was started: enough to start it again, or another one like it. */
    record Model(List<String> command, Map<String, String> variables) {
        static Model of(ProcessHandle process) {
            var command = new ArrayList<>(List.of(process.info().command().orElseThrow()));
            command.addAll(List.of(process.info().arguments().orElseThrow()));
            return new Model(command, Replica.variables(process.pid()));
        }

        String variable(String name) {
            return Objects.requireNonNull(variables.get(name), name);
        }

        /** The same but for these variables. */
        Model with(Map<String, String> others) {
            var all = new HashMap<>(variables);
            all.putAll(others);
            return new Model(command, all);
        }
    }

    /** Starts a process with the command and the variables of that one, except the ports; returns when it is ready. */
    static Replica like(Model model, Daemon daemon, int port, int managementPort) {
        var replica = new Replica(daemon, managementPort);
        Model own = model.with(Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)));
        daemon.start(own.command(), own.variables());
        Startup.await(daemon, START, replica.health);
        return replica;
    }

    boolean isReady() {
        return health.call();
    }

    @Override
    public void close() {
        daemon.stop(STOP);
    }

    private static Map<String, String> variables(long pid) {
        try {
            var variables = new HashMap<String, String>();
            String all = Files.readString(Path.of("/proc", Long.toString(pid), "environ"), UTF_8);
            for (String variable : all.split("\0")) {
                int equals = variable.indexOf('=');
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
            return variables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
