package dev.slipway.local.kubernetes;

import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which node of this machine has which network: who makes the bridge has it, and writes down where its state is. */
final class Claim {
    private static final int FIRST_OF_TESTS = 100;
    private static final int LAST_OF_TESTS = 254;

    private Claim() {}

    /** Takes a network that nobody has; those of tests are above those that a person would choose. */
    static NodeNetwork any(Path home) {
        return IntStream.rangeClosed(FIRST_OF_TESTS, LAST_OF_TESTS)
                .mapToObj(NodeNetwork::new)
                .filter(network -> !new HostNetwork(network).isTakenByOthers())
                .filter(network -> taken(network, home))
                .findFirst()
                .orElseThrow(() -> new CannotStart("All networks 10.244.100.0/24 to 10.244.254.0/24 are in use."));
    }

    /** Takes this one, unless it is taken already. Fails with a sentence if somebody else has it. */
    static void of(NodeNetwork network, Path home) {
        if (new HostNetwork(network).isTakenByOthers()) {
            throw inUse(network, "another interface of this machine");
        }
        if (taken(network, home)) {
            return;
        }
        Path owner = owner(network).orElseThrow(() -> inUse(network, "the bridge " + network.bridge()));
        if (owner.equals(home)) {
            return;
        }
        KubeNode other = KubeNode.in(owner).orElseThrow(() -> inUse(network, owner.toString()));
        if (other.isRunning()) {
            throw inUse(network, "the node whose state is in " + owner);
        }
        other.stop();
        if (!taken(network, home)) {
            throw inUse(network, "another node");
        }
    }

    /** Whether the network was left to nobody else; what belongs to another node must stay. */
    static boolean isOf(NodeNetwork network, Path home) {
        return owner(network).filter(home::equals).isPresent();
    }

    private static boolean taken(NodeNetwork network, Path home) {
        if (!new HostNetwork(network).claim()) {
            return false;
        }
        try {
            Files.createDirectories(network.runFolder());
            Files.writeString(file(network), home.toString());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> owner(NodeNetwork network) {
        try {
            return Optional.of(Path.of(Files.readString(file(network))));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Path file(NodeNetwork network) {
        return network.runFolder().resolve("home");
    }

    private static CannotStart inUse(NodeNetwork network, String owner) {
        return new CannotStart(
                "The network %s, which the Kubernetes node needs, is in use by %s: set SLIPWAY_KUBERNETES_NETWORK to another number than %d."
                        .formatted(network.pods(), owner, network.number()));
    }
}
