package dev.slipway.local.kubernetes;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Ports;
import dev.slipway.local.process.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Addresses and names of Services: kube-proxy, whose rules hold for the whole machine, and CoreDNS on the node's address. */
final class ServiceNetwork {
    /** What the names of all Services end with. */
    static final String DOMAIN = "cluster.local";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final String FIREWALL = "KUBE-FIREWALL";
    private static final int DNS_PORT = 53;
    private static final Path RESOLVER = Path.of("/etc/resolv.conf");

    private static final String COREFILE = """
            . {
              bind %s
              errors
              kubernetes %s in-addr.arpa {
                kubeconfig %s
                fallthrough in-addr.arpa
                ttl 1
              }
            %s}
            """;

    private final KubeNodeOptions options;
    private final Path program;
    private final Daemon proxy;
    private final Daemon dns;

    ServiceNetwork(KubeNodeOptions options, Path programs) {
        this.options = options;
        this.program = programs.resolve("dns");
        this.proxy = new Daemon("kube-proxy", options.home());
        this.dns = new Daemon("dns", options.home());
    }

    List<Daemon> parts() {
        return List.of(proxy, dns);
    }

    void start() {
        if (proxy.running().isEmpty()) {
            requireNoOther();
            ServiceClaim.of(options.home());
        }
        KubeNode.start(proxy, this::proxyCommand, Tool.NO_PROXY);
        KubeNode.start(dns, this::dnsCommand, Tool.NO_PROXY);
        Startup.await(dns, START, () -> Ports.isOpen(options.network().address(), DNS_PORT));
        Startup.await(proxy, START, ServiceNetwork::hasRules);
    }

    void stop() {
        dns.stop(STOP);
        proxy.stop(STOP);
        if (ServiceClaim.isOf(options.home())) {
            Tool.run(kubenode(), "kube-proxy", "--cleanup");
            List.of("iptables", "ip6tables").forEach(ServiceNetwork::removeFirewall);
            ServiceClaim.free();
        }
    }

    /** What kube-proxy's own cleaning leaves for a kubelet that uses it; ours does not. */
    private static void removeFirewall(String tables) {
        if (!Tool.succeeds(tables, "-w", "-S", FIREWALL)
                || Tool.run(tables, "-w", "-S", FIREWALL).contains("-A")) {
            return;
        }
        for (String chain : List.of("INPUT", "OUTPUT")) {
            Tool.run(tables, "-w", "-D", chain, "-j", FIREWALL);
        }
        Tool.run(tables, "-w", "-X", FIREWALL);
    }

    /** Rules that are nobody's of us belong to a Kubernetes that we must not disturb. */
    private static void requireNoOther() {
        if (hasRules() && !ServiceClaim.isTaken()) {
            throw new CannotStart("Another Kubernetes serves Services on this machine: there are rules KUBE-SERVICES.");
        }
    }

    private static boolean hasRules() {
        return Tool.succeeds("iptables", "-w", "-t", "nat", "-S", "KUBE-SERVICES");
    }

    private List<String> proxyCommand() {
        return List.of(
                kubenode(),
                "kube-proxy",
                "--kubeconfig=" + options.kubeconfig(),
                "--hostname-override=" + KubeNodeOptions.NODE,
                "--proxy-mode=iptables",
                // an answer between two pods of one bridge would not come by the rule that must translate it back
                "--masquerade-all",
                "--nodeport-addresses=" + options.network().address() + "/32",
                "--healthz-bind-address=",
                "--metrics-bind-address=",
                "--conntrack-max-per-core=0",
                "--conntrack-tcp-timeout-established=0",
                "--conntrack-tcp-timeout-close-wait=0",
                "--oom-score-adj=0");
    }

    private List<String> dnsCommand() {
        Path corefile = options.folder().resolve("Corefile");
        try {
            String others = hasResolver() ? "  forward . " + RESOLVER + "\n" : "";
            Files.writeString(
                    corefile, COREFILE.formatted(options.network().address(), DOMAIN, options.kubeconfig(), others));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(program.toString(), "-conf", corefile.toString());
    }

    private static boolean hasResolver() throws IOException {
        return Files.exists(RESOLVER)
                && Files.readAllLines(RESOLVER).stream().anyMatch(line -> line.startsWith("nameserver"));
    }

    private String kubenode() {
        return options.programs().resolve("kubenode").toString();
    }
}
