package dev.slipway.local.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/** The bridge between pods and this machine, and the rules that let pods out. */
final class HostNetwork {
    private final NodeNetwork network;

    HostNetwork(NodeNetwork network) {
        this.network = network;
    }

    /** Whether this call made the bridge; of several at the same time only one does. */
    boolean claim() {
        return Tool.succeeds("ip", "link", "add", network.bridge(), "type", "bridge");
    }

    boolean exists() {
        return Tool.succeeds("ip", "link", "show", "dev", network.bridge());
    }

    /** Whether another interface of this machine has addresses of it. */
    boolean isTakenByOthers() {
        return Tool.run("ip", "-o", "-4", "address", "show", "to", network.pods())
                .lines()
                .anyMatch(line -> !line.contains(network.bridge()));
    }

    void up() {
        Tool.run("ip", "address", "replace", network.address() + "/24", "dev", network.bridge());
        Tool.run("ip", "link", "set", network.bridge(), "up");
        rules().filter(rule -> !Tool.succeeds(iptables("-C", rule))).forEach(rule -> Tool.run(iptables("-I", rule)));
    }

    void remove() {
        rules().filter(rule -> Tool.succeeds(iptables("-C", rule))).forEach(rule -> Tool.run(iptables("-D", rule)));
        if (exists()) {
            Tool.run("ip", "link", "delete", network.bridge());
        }
    }

    /** Docker lets nothing be forwarded that it does not know. */
    private Stream<Rule> rules() {
        return Stream.of(
                new Rule(
                        "nat",
                        "POSTROUTING",
                        List.of("-s", network.pods(), "!", "-d", network.pods(), "-j", "MASQUERADE")),
                new Rule("filter", "FORWARD", List.of("-s", network.pods(), "-j", "ACCEPT")),
                new Rule("filter", "FORWARD", List.of("-d", network.pods(), "-j", "ACCEPT")));
    }

    private static String[] iptables(String action, Rule rule) {
        return Stream.concat(
                        Stream.of("iptables", "-w", "-t", rule.table(), action, rule.chain()), rule.matches().stream())
                .toArray(String[]::new);
    }

    private record Rule(String table, String chain, List<String> matches) {}
}
