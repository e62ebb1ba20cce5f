package dev.slipway.e2e;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Ports;
import dev.slipway.local.system.LocalPort;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Service;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The processes of one system on free ports, with all data in a folder that is deleted at the end. */
final class SystemParts {
    private static final int MANAGEMENT_OFFSET = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path home = E2eFolder.create();
    private final Settings settings;
    private final LocalSystem system;
    private final GitForge forge;
    private final RunningSlipway address;

    private SystemParts() throws IOException {
        settings = new Settings(E2eFolder.repository(), variables(home));
        system = new LocalSystem(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-of-system"));
        forge = GitForge.start(home.resolve("gitlab"));
        address = system.up(progress -> {});
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

    /** The Kubernetes node. */
    KubeNode node() {
        return KubeNode.in(home).orElseThrow();
    }

    Path cache() {
        return settings.cache();
    }

    GitForge forge() {
        return forge;
    }

    RunningSlipway address() {
        return address;
    }

    /** SIGKILL; returns when the process is gone. */
    void kill(Service service) {
        ProcessHandle process = daemon(service).running().orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts what does not run. */
    void up() {
        system.up(progress -> {});
    }

    /** One more process like the one that runs, on ports of its own. */
    Replica replica(Service service) {
        return replica(
                Replica.Model.of(daemon(service).running().orElseThrow()),
                new Daemon(service.module() + "-2", home),
                freePort());
    }

    /** A process like that one, on that port. */
    Replica replica(Replica.Model model, Daemon daemon, int port) {
        return Replica.like(model, daemon, port, port + MANAGEMENT_OFFSET);
    }

    /** Stops a service; how it was started. {@link #up} starts it again. */
    Replica.Model stop(Service service) {
        Daemon daemon = daemon(service);
        var model = Replica.Model.of(daemon.running().orElseThrow());
        daemon.stop(PATIENCE);
        return model;
    }

    private Daemon daemon(Service service) {
        return new Daemon(service.module(), home);
    }

    private static Map<String, String> variables(Path home) {
        var variables = new HashMap<>(System.getenv());
        variables.keySet().removeIf(name -> name.startsWith("SLIPWAY_") && !name.equals("SLIPWAY_CACHE"));
        variables.put("SLIPWAY_HOME", home.toString());
        variables.put("SLIPWAY_INSTALLATION", E2eFolder.installation(home));
        variables.put("SLIPWAY_KUBERNETES", "true");
        variables.put("SLIPWAY_KUBERNETES_NETWORK", Integer.toString(freeNetwork()));
        for (LocalPort port : LocalPort.values()) {
            variables.put(port.variable(), Integer.toString(freePort()));
        }
        return variables;
    }

    /** Below those that the kernel gives to connections, so that nobody takes it before it is used. */
    static int freePort() {
        return new Random()
                .ints(20_000, 27_000)
                .filter(port -> Ports.isFree(port) && Ports.isFree(port + MANAGEMENT_OFFSET))
                .findFirst()
                .orElseThrow();
    }

    /** Between the local system's and those that single tests take. */
    private static int freeNetwork() {
        return new Random()
                .ints(10, 100)
                .filter(network -> !Files.exists(Path.of("/sys/class/net/slipway-k" + network)))
                .findFirst()
                .orElseThrow();
    }

    private void end() {
        if (forge != null) {
            forge.close();
        }
        system.down();
        RunContainers.remove(E2eFolder.installation(home));
        E2eFolder.delete(home);
    }
}
