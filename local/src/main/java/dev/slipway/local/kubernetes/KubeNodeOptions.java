package dev.slipway.local.kubernetes;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a node runs.
 *
 * @param home holds its state, logs and pid files
 * @param programs see {@link NodePrograms}
 * @param durable whether its state survives a crash of the machine; a restart it survives in any case
 * @param dns see {@link NodePrograms#findDns}; with it the node serves Services: their names, and their addresses, which only one
 *     node of a machine can
 */
public record KubeNodeOptions(
        Path home, Path programs, NodeNetwork network, NodePorts ports, boolean durable, Optional<Path> dns) {
    /** The name of the one node. */
    public static final String NODE = "slipway";

    /** Without Services. */
    public KubeNodeOptions(Path home, Path programs, NodeNetwork network, NodePorts ports, boolean durable) {
        this(home, programs, network, ports, durable, Optional.empty());
    }

    Path folder() {
        return home.resolve("kubernetes");
    }

    Path kubeconfig() {
        return folder().resolve("admin.kubeconfig");
    }

    String apiUrl() {
        return "https://" + network.address() + ":" + ports.api();
    }
}
