package dev.slipway.local.kubernetes;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Parallel;
import dev.slipway.local.process.Startup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A real Kubernetes of one node: etcd, API server, controllers, scheduler, kubelet and containerd, as processes of this machine
 * that outlive the one that started them. Several can run beside each other, each with its own {@link NodeNetwork}. What is
 * stored survives a stop; containers don't.
 */
public final class KubeNode {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final KubeNodeOptions options;
    private final Certificates certificates;
    private final Containerd containers;
    private final Daemon etcd;
    private final Daemon apiServer;
    private final Daemon controllerManager;
    private final Daemon scheduler;
    private final Daemon containerd;
    private final Daemon kubelet;
    private final Optional<ServiceNetwork> services;

    public KubeNode(KubeNodeOptions options) {
        this.options = options;
        this.certificates = new Certificates(options.folder().resolve("certificates"), options.network());
        this.containers = new Containerd(options);
        this.etcd = new Daemon("etcd", options.home());
        this.apiServer = new Daemon("kube-apiserver", options.home());
        this.controllerManager = new Daemon("kube-controller-manager", options.home());
        this.scheduler = new Daemon("kube-scheduler", options.home());
        this.containerd = new Daemon("containerd", options.home());
        this.kubelet = new Daemon("kubelet", options.home());
        this.services = options.dns().map(dns -> new ServiceNetwork(options, dns));
    }

    /** The node whose state is in that folder, whether it runs or not; empty if there never was one. */
    public static Optional<KubeNode> in(Path home) {
        return NodeRecord.read(home).map(KubeNode::new);
    }

    /** A node on a network that no other of this machine has, not started yet; for tests. */
    public static KubeNode onAnyNetwork(Path home, Path programs) {
        return new KubeNode(new KubeNodeOptions(home, programs, Claim.any(home), NodePorts.free(), false));
    }

    /** The same, and pods can use the names and addresses of Services in it. {@code dns} is {@link NodePrograms#findDns}. */
    public static KubeNode withServices(Path home, Path programs, Path dns) {
        return new KubeNode(
                new KubeNodeOptions(home, programs, Claim.any(home), NodePorts.free(), false, Optional.of(dns)));
    }

    /** Makes what others may use before it runs: its address on this machine, and the kubeconfig. */
    public void prepare() {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new CannotStart("Only root can run a Kubernetes node: run this as root, or name a cluster of yours"
                    + " with SLIPWAY_KUBECONFIG.");
        }
        Claim.of(options.network(), options.home());
        NodeRecord.write(options);
        certificates.ensure();
        Kubeconfig.write(kubeconfig(), options.apiUrl(), certificates, "admin");
        new HostNetwork(options.network()).up();
        new ControlGroup(options.network().controlGroup()).ensure();
    }

    /** Starts what does not run of it, and returns when it takes Jobs. */
    public void start() {
        prepare();
        Parallel.run(List.of(this::startApi, this::startContainerd));
        var plane = new ControlPlane(options, certificates);
        var agent = new Kubelet(options, certificates);
        start(controllerManager, plane::controllerManager, Tool.NO_PROXY);
        start(scheduler, plane::scheduler, Tool.NO_PROXY);
        start(kubelet, agent::command, agent.environment());
        services.ifPresent(ServiceNetwork::start);
        Startup.await(kubelet, START, this::isNodeReady);
        // without it no pod is admitted
        Startup.await(controllerManager, START, () -> reads("/api/v1/namespaces/default/serviceaccounts/default"));
    }

    /** Ends all of it, containers too. Nothing but the stored state is left. */
    public void stop() {
        services.ifPresent(ServiceNetwork::stop);
        Parallel.run(List.of(this::stopPods, this::stopApi));
    }

    /** Whether any process of it runs. */
    public boolean isRunning() {
        return parts().stream().anyMatch(part -> part.running().isPresent());
    }

    /** Whether pods are started. */
    public boolean isReady() {
        return parts().stream().allMatch(part -> part.running().isPresent()) && isNodeReady();
    }

    /** For an administrator; one file, which needs no other. */
    public Path kubeconfig() {
        return options.kubeconfig();
    }

    /** Where the API server listens. */
    public String apiUrl() {
        return options.apiUrl();
    }

    /** Where pods reach what listens on this machine. */
    public String address() {
        return options.network().address();
    }

    /** Where its state is. */
    public Path home() {
        return options.home();
    }

    public NodeNetwork network() {
        return options.network();
    }

    /** Its processes, in the order of their start; one that was stopped is started again by {@link #start()}. */
    public List<Daemon> parts() {
        return Stream.concat(
                        Stream.of(etcd, apiServer, containerd, controllerManager, scheduler, kubelet),
                        services.stream().flatMap(network -> network.parts().stream()))
                .toList();
    }

    /** One of {@link #parts()}, as {@code kube-apiserver}. */
    public Daemon part(String name) {
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a part of the node: " + name));
    }

    /** Takes an image over from the Docker engine, so that it need not be pulled. */
    public void load(String image) {
        loadAll(List.of(image));
    }

    /** The same for several; layers that they share are taken once. */
    public void loadAll(List<String> images) {
        containers.load(images);
    }

    /**
     * Lets images of that registry be pulled, whose certificate an authority of one's own signed.
     *
     * @param registry as it stands in an image's name
     * @param authority its certificate, PEM
     */
    public void trust(String registry, Path authority) {
        containers.trust(registry, authority);
    }

    /**
     * Lets images of that registry be pulled without TLS, from now on.
     *
     * @param registry as it stands in an image's name
     */
    public void allowPlainHttp(String registry) {
        containers.allowPlainHttp(registry);
    }

    /** Runs {@code kubectl} as administrator, and returns what it prints. */
    public String kubectl(String... arguments) {
        var command = new ArrayList<>(List.of("env", "--unset=HTTPS_PROXY", "--unset=https_proxy"));
        command.addAll(List.of(
                options.programs().resolve("kubenode").toString(),
                "kubectl",
                "--kubeconfig=" + kubeconfig(),
                "--cache-dir=" + options.folder().resolve("kubectl-cache")));
        command.addAll(List.of(arguments));
        return Tool.run(command);
    }

    private void startApi() {
        var plane = new ControlPlane(options, certificates);
        start(etcd, plane::etcd, Tool.NO_PROXY);
        start(apiServer, plane::apiServer, Tool.NO_PROXY);
        Startup.await(apiServer, START, () -> reads("/readyz"));
    }

    private void startContainerd() {
        start(containerd, containers::command, containers.environment());
        Startup.await(containerd, START, containers::answers);
        containers.loadPauseImage();
    }

    private void stopPods() {
        kubelet.stop(STOP);
        if (!Claim.isOf(options.network(), options.home())) {
            return;
        }
        var remains = new Remains(options);
        remains.endContainers();
        containerd.stop(STOP);
        remains.endKeepers();
        new HostNetwork(options.network()).remove();
        remains.remove();
    }

    private void stopApi() {
        Parallel.run(
                List.of(() -> scheduler.stop(STOP), () -> controllerManager.stop(STOP), () -> apiServer.stop(STOP)));
        etcd.stop(STOP);
    }

    static void start(Daemon daemon, Supplier<List<String>> command, Map<String, String> environment) {
        if (daemon.running().isEmpty()) {
            var all = new HashMap<>(environment);
            all.putIfAbsent("PATH", Tool.PATH);
            daemon.start(command.get(), all);
        }
    }

    private boolean isNodeReady() {
        try {
            return kubectl("get", "--raw=/api/v1/nodes/" + KubeNodeOptions.NODE)
                    .replace(" ", "")
                    .contains("\"type\":\"Ready\",\"status\":\"True\"");
        } catch (CannotStart _) {
            return false;
        }
    }

    private boolean reads(String path) {
        try {
            return !kubectl("get", "--raw=" + path).isEmpty();
        } catch (CannotStart _) {
            return false;
        }
    }
}
