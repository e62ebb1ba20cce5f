package dev.slipway.local.kubernetes;

import java.nio.file.Path;

/**
 * How a node runs.
 *
 * @param home holds its state, logs and pid files
 * @param programs see {@link NodePrograms}
 * @param durable whether its state survives a crash of the machine; a restart it survives in any case
 */
public record KubeNodeOptions(Path home, Path programs, NodeNetwork network, NodePorts ports, boolean durable) {
    /** The name of the one node. */
    public static final String NODE = "slipway";

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
