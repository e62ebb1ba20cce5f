package dev.slipway.local.system;

import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.kubernetes.KubeNodeOptions;
import dev.slipway.local.kubernetes.NodeNetwork;
import dev.slipway.local.kubernetes.NodePorts;
import dev.slipway.local.kubernetes.NodePrograms;
import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kubernetes beside the system, if it is asked for: the cluster that {@code SLIPWAY_KUBECONFIG} names, else, with
 * {@code SLIPWAY_KUBERNETES=true}, a node of our own.
 */
final class Cluster {
    /** What {@code ./slipway up --kubernetes} sets. */
    static final String WANTED = "SLIPWAY_KUBERNETES";

    private static final String NAMED = "SLIPWAY_KUBECONFIG";
    private static final String SERVICES = "SLIPWAY_KUBERNETES_SERVICES";
    private static final String NETWORK = "SLIPWAY_KUBERNETES_NETWORK";
    private static final String RUN_API_URL = "SLIPWAY_KUBERNETES_RUN_API_URL";

    private final Settings settings;

    Cluster(Settings settings) {
        this.settings = settings;
    }

    /** Whether a node is asked for and none runs. */
    boolean isToBeAdded() {
        return isOwn() && recorded().filter(KubeNode::isRunning).isEmpty();
    }

    /** Makes the node's address on this machine, which others listen on, and its kubeconfig. */
    void prepare(String registry) {
        if (!isOwn()) {
            return;
        }
        var ports = NodePorts.from(settings.port(LocalPort.KUBERNETES));
        var node = new KubeNode(new KubeNodeOptions(
                settings.home(), NodePrograms.find(settings.root()), network(), ports, true, dns()));
        if (!node.isRunning()) {
            for (int port : new int[] {ports.api(), ports.etcd(), ports.etcdPeer(), ports.kubelet()}) {
                Ports.requireFree(port, "the Kubernetes node", LocalPort.KUBERNETES.variable());
            }
        }
        node.prepare();
        node.allowPlainHttp(registry);
    }

    /** Starts the node, if there is to be one. */
    void start() {
        if (isOwn()) {
            recorded().ifPresent(KubeNode::start);
        }
    }

    /** Stops the node, if there is one and its parts are not among those to be kept. */
    void stop(Set<String> kept) {
        recorded()
                .filter(node -> node.parts().stream().map(Daemon::name).noneMatch(kept::contains))
                .ifPresent(KubeNode::stop);
    }

    /** The node that is to run, or that does. */
    Optional<KubeNode> node() {
        return recorded().filter(node -> isOwn() || node.isRunning());
    }

    /** What the dispatcher must know. */
    Map<String, String> variables() {
        var variables = new HashMap<String, String>();
        settings.variable(NAMED).ifPresent(file -> variables.put("SLIPWAY_KUBERNETES_KUBECONFIG", file));
        if (isOwn()) {
            KubeNode node = recorded().orElseThrow();
            variables.put("SLIPWAY_KUBERNETES_KUBECONFIG", node.kubeconfig().toString());
            variables.put(RUN_API_URL, "http://%s:%d/api".formatted(node.address(), settings.port(LocalPort.GATEWAY)));
        }
        settings.variable(RUN_API_URL).ifPresent(url -> variables.put(RUN_API_URL, url));
        return variables;
    }

    private boolean isOwn() {
        return settings.variable(NAMED).isEmpty()
                && settings.variable(WANTED).filter("true"::equals).isPresent();
    }

    private Optional<KubeNode> recorded() {
        return KubeNode.in(settings.home());
    }

    private Optional<Path> dns() {
        return settings.variable(SERVICES).filter("true"::equals).map(wanted -> NodePrograms.findDns(settings.root()));
    }

    private NodeNetwork network() {
        String given = settings.variable(NETWORK).orElse("0");
        try {
            return new NodeNetwork(Integer.parseInt(given));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("%s must be a number from 0 to 255, not '%s'.".formatted(NETWORK, given), e);
        }
    }
}
