package dev.slipway.local.kubernetes;

import java.nio.file.Path;

/**
 * The addresses of one node, and what else two nodes of a machine must not share. They are told apart by one number.
 *
 * @param number from 0 to 255
 */
public record NodeNetwork(int number) {
    public NodeNetwork {
        if (number < 0 || number > 255) {
            throw new IllegalArgumentException("not between 0 and 255: " + number);
        }
    }

    /** Where pods reach this machine, and where the API server listens: {@code 10.244.<number>.1}. */
    public String address() {
        return "10.244." + number + ".1";
    }

    /** The addresses of the pods. */
    public String pods() {
        return "10.244." + number + ".0/24";
    }

    /** The addresses of the services. */
    public String services() {
        return "10.96." + number + ".0/24";
    }

    /** The API server's among the services: Kubernetes takes the first. */
    String apiService() {
        return "10.96." + number + ".1";
    }

    /** The bridge that the pods are connected to. */
    public String bridge() {
        return "slipway-k" + number;
    }

    /** Sockets and mounts; short, since the path of a socket must be. */
    public Path runFolder() {
        return Path.of("/run", bridge());
    }

    /** The control group of all pods. */
    public String controlGroup() {
        return bridge();
    }

    Path containerdSocket() {
        return runFolder().resolve("containerd.sock");
    }
}
