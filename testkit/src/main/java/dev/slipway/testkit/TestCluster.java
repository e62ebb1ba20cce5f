package dev.slipway.testkit;

import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.kubernetes.NodePrograms;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A real Kubernetes for tests: the cluster that {@code SLIPWAY_KUBECONFIG} names, else a node of our own (API server,
 * controllers, scheduler, kubelet, containerd), started on the first use in this JVM and ended with it. Tests make namespaces of
 * their own in it.
 */
public final class TestCluster {
    private static final String HOME = "slipway.test.kubernetes";
    private static final String LOCK = "slipway.test.kubernetes.lock";
    private static final String NAMED = "SLIPWAY_KUBECONFIG";
    private static final String NAMED_ADDRESS = "SLIPWAY_KUBERNETES_HOST_ADDRESS";

    private final Path kubeconfig;
    private final String address;
    private final Optional<KubeNode> node;

    private TestCluster(Path kubeconfig, String address, Optional<KubeNode> node) {
        this.kubeconfig = kubeconfig;
        this.address = address;
        this.node = node;
    }

    /** The one of this JVM; the first call takes some seconds. */
    public static TestCluster get() {
        String named = System.getenv().getOrDefault(NAMED, "");
        if (!named.isEmpty()) {
            return new TestCluster(
                    Path.of(named), System.getenv().getOrDefault(NAMED_ADDRESS, "127.0.0.1"), Optional.empty());
        }
        KubeNode node = ownNode();
        return new TestCluster(node.kubeconfig(), node.address(), Optional.of(node));
    }

    /** A node of the caller's own, which serves Services, too; the caller stops it. Only one of a machine can. */
    public static TestCluster withServices() {
        Path below = Path.of("");
        Path home = TestFolder.create();
        KubeNode node = KubeNode.withServices(home, NodePrograms.find(below), NodePrograms.findDns(below));
        return started(home, node);
    }

    /** Ends a node of our own before the JVM does. */
    public void stop() {
        node.ifPresent(KubeNode::stop);
    }

    /** For an administrator; one file, which needs no other. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /**
     * Where pods reach what listens on this machine: on this address or on all. Of a named cluster it is
     * {@code SLIPWAY_KUBERNETES_HOST_ADDRESS}.
     */
    public String hostAddress() {
        return address;
    }

    /** A new client, an administrator's; the caller closes it. */
    public KubernetesClient client() {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        // the node is on this machine
        config.setNoProxy(new String[] {address});
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Makes images of the Docker engine known; see {@link #load}. */
    public void loadAll(List<String> images) {
        node.ifPresent(own -> own.loadAll(images));
    }

    /** Makes an image of the Docker engine known, so that pods need not pull it. A named cluster pulls it itself. */
    public void load(String image) {
        node.ifPresent(own -> own.load(image));
    }

    /** Lets pods pull from that registry. A named cluster must be able to already. */
    public void allow(TestRegistry registry) {
        node.ifPresent(own -> registry.authority()
                .ifPresentOrElse(
                        authority -> own.trust(registry.address(), authority),
                        () -> own.allowPlainHttp(registry.address())));
    }

    /**
     * The node itself, to see what happens when a part of it is away: {@code node().part("kube-apiserver").stop(…)}, and
     * {@code node().start()} to have it back. Fails for a named cluster.
     */
    public KubeNode node() {
        return node.orElseThrow(() -> new IllegalStateException("needs a node of our own: unset " + NAMED));
    }

    /** Remembered in a system property: a test framework loads this class once per class loader. */
    private static KubeNode ownNode() {
        Object lock = LOCK.intern();
        synchronized (lock) {
            String home = System.getProperty(HOME);
            if (home != null) {
                return KubeNode.in(Path.of(home)).orElseThrow();
            }
            Path fresh = TestFolder.create();
            KubeNode node = KubeNode.onAnyNetwork(fresh, NodePrograms.find(Path.of("")));
            started(fresh, node);
            System.setProperty(HOME, node.home().toString());
            return node;
        }
    }

    private static TestCluster started(Path home, KubeNode node) {
        TestFolder.stopAtTheEnd(home, node.parts());
        node.start();
        return new TestCluster(node.kubeconfig(), node.address(), Optional.of(node));
    }
}
