package dev.slipway.local.system;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.ForgeDaemon;
import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Parallel;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Slipway on this machine. Its processes live on when this one ends; every command makes its own instance. */
public final class LocalSystem {
    private final Settings settings;
    private final Credentials credentials;
    private final Backing backing;
    private final Surroundings surroundings;
    private final Cluster cluster;
    private final List<ServiceProcess> services;
    private final ForgeDaemon forge;

    public LocalSystem(Settings settings) {
        this.settings = settings;
        this.credentials = new Credentials(settings);
        this.backing = new Backing(settings, credentials);
        this.surroundings = new Surroundings(settings);
        this.cluster = new Cluster(settings);
        this.services = Stream.of(Service.values())
                .map(service -> new ServiceProcess(service, settings))
                .toList();
        this.forge = new ForgeDaemon(settings.home(), settings.port(LocalPort.FORGE));
    }

    /**
     * Starts what does not run, and returns when all of it is ready.
     *
     * @param progress is told what is being waited for
     */
    public RunningSlipway up(Consumer<String> progress) {
        surroundings.check();
        backing.prepare();
        if (cluster.isToBeAdded()) {
            stop(Set.of(Service.GATEWAY, Service.DISPATCHER));
        }
        services.forEach(ServiceProcess::prepare);
        cluster.prepare(backing.registry().address());
        settings.keep();
        Parallel.run(List.of(cluster::start, () -> start(progress)));
        if (forge.isUsed()) {
            forge.start();
        }
        return address();
    }

    /** For those that learn at their start only where Kubernetes is. */
    private void stop(Set<Service> learning) {
        Parallel.run(services.stream()
                .filter(service -> learning.contains(service.service()))
                .<Runnable>map(service -> service::stop)
                .toList());
    }

    private void start(Consumer<String> progress) {
        progress.accept("starting PostgreSQL, Kafka and the image registry");
        backing.start();
        progress.accept("starting the services");
        var environment = new ServiceEnvironment(settings, credentials, backing, surroundings, cluster);
        Parallel.run(services.stream()
                .<Runnable>map(service -> () -> service.start(environment.of(service.service())))
                .toList());
    }

    /** Stops everything, the last started first. */
    public void down() {
        downTo(Set.of());
    }

    /** Stops everything but the parts of these names. */
    void downTo(Set<String> kept) {
        if (!kept.contains(forge.daemon().name())) {
            forge.stop();
        }
        Parallel.run(services.stream()
                .filter(service -> !kept.contains(service.daemon().name()))
                .<Runnable>map(service -> service::stop)
                .toList());
        Parallel.run(List.of(() -> cluster.stop(kept), () -> backing.stop(kept)));
        if (kept.isEmpty()) {
            settings.forget();
        }
    }

    /** The names of the parts that run. */
    Set<String> running() {
        return daemons().filter(LocalSystem::isRunning).map(Daemon::name).collect(Collectors.toSet());
    }

    /** Where it can be reached while it is up. */
    public RunningSlipway address() {
        URI gateway = URI.create("http://127.0.0.1:" + settings.port(LocalPort.GATEWAY));
        return new RunningSlipway(gateway, credentials.authString(), backing.bootstrapServers(), backing.registry());
    }

    /** The Git server that a demo pushes to. */
    public ForgeDaemon forge() {
        return forge;
    }

    /** For an administrator of the Kubernetes node; empty if there is none. */
    public Optional<Path> kubeconfig() {
        return cluster.node().map(KubeNode::kubeconfig);
    }

    /** Every part with its state, infrastructure first. */
    public List<PartStatus> status() {
        var parts = new ArrayList<PartStatus>();
        backing.own().forEach(part -> parts.add(status(part.daemon(), part.address(), isRunning(part.daemon()))));
        cluster.node().ifPresent(node -> parts.addAll(status(node)));
        services.forEach(service ->
                parts.add(status(service.daemon(), "http://127.0.0.1:" + service.port(), service.isReady())));
        if (forge.isUsed()) {
            parts.add(status(forge.daemon(), forge.url(), isRunning(forge.daemon())));
        }
        return parts;
    }

    private static List<PartStatus> status(KubeNode node) {
        return node.parts().stream()
                .map(part -> switch (part.name()) {
                    case "kube-apiserver" -> status(part, node.apiUrl(), isRunning(part));
                    case "kubelet" -> status(part, node.network().pods(), node.isReady());
                    default -> status(part, "", isRunning(part));
                })
                .toList();
    }

    private static PartStatus status(Daemon daemon, String address, boolean ready) {
        PartStatus.Condition condition = !isRunning(daemon)
                ? PartStatus.Condition.DOWN
                : ready ? PartStatus.Condition.READY : PartStatus.Condition.NOT_READY;
        long pid = daemon.running().map(ProcessHandle::pid).orElse(0L);
        return new PartStatus(daemon.name(), condition, address, pid, daemon.log());
    }

    private Stream<Daemon> daemons() {
        return Stream.of(
                        backing.own().stream().map(Backing.Part::daemon),
                        cluster.node().stream().flatMap(node -> node.parts().stream()),
                        services.stream().map(ServiceProcess::daemon),
                        Stream.of(forge.daemon()))
                .flatMap(part -> part);
    }

    private static boolean isRunning(Daemon daemon) {
        return daemon.running().isPresent();
    }
}
