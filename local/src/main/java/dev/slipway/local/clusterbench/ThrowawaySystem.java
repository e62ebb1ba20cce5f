package dev.slipway.local.clusterbench;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.process.FileTree;
import dev.slipway.local.system.LocalPort;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.PartStatus;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A Slipway with a Kubernetes node, beside the one that may run: other ports, another folder, and nothing of it stays. */
final class ThrowawaySystem {
    private static final int ABOVE_THE_OTHER = 10_000;
    private static final int NETWORK = 250;
    private static final int MANAGEMENT = 5_000;
    /** The services run as in their images, and not as on a machine for trying. */
    private static final String AS_IMAGES = "-Xmx256m";

    private final Settings settings;
    private final LocalSystem system;

    ThrowawaySystem(Settings given) {
        var variables =
                new TreeMap<>(given.beside("bench-kubernetes", ABOVE_THE_OTHER).variables());
        variables.put("SLIPWAY_KUBERNETES_NETWORK", Integer.toString(NETWORK));
        variables.putIfAbsent("SLIPWAY_SERVICE_JAVA_OPTIONS", AS_IMAGES);
        this.settings = new Settings(given.root(), variables).withKubernetes();
        this.system = new LocalSystem(settings);
    }

    LocalSystem system() {
        return system;
    }

    Path home() {
        return settings.home();
    }

    RunningSlipway up(Consumer<String> progress) {
        return system.up(progress);
    }

    KubeNode node() {
        return KubeNode.in(home()).orElseThrow();
    }

    /** What the process of the dispatcher costs. */
    ProcessLoad dispatcher() {
        long pid = system.status().stream()
                .filter(part -> part.name().equals("dispatcher-service"))
                .mapToLong(PartStatus::pid)
                .findFirst()
                .orElseThrow();
        return new ProcessLoad(pid, settings.port(LocalPort.DISPATCHER) + MANAGEMENT);
    }

    /** Stops it, and forgets all that it ever knew. */
    void remove() {
        system.down();
        try {
            FileTree.delete(home());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
