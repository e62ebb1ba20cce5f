package dev.slipway.local.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** How a node was started, kept beside its state: whoever stops it need not know. */
final class NodeRecord {
    private NodeRecord() {}

    static void write(KubeNodeOptions options) {
        var record = new Properties();
        record.setProperty("programs", options.programs().toString());
        record.setProperty("network", Integer.toString(options.network().number()));
        record.setProperty("api", Integer.toString(options.ports().api()));
        record.setProperty("etcd", Integer.toString(options.ports().etcd()));
        record.setProperty("etcd-peer", Integer.toString(options.ports().etcdPeer()));
        record.setProperty("kubelet", Integer.toString(options.ports().kubelet()));
        record.setProperty("durable", Boolean.toString(options.durable()));
        options.dns().ifPresent(dns -> record.setProperty("dns", dns.toString()));
        try {
            Files.createDirectories(options.folder());
            try (OutputStream out = Files.newOutputStream(file(options.home()))) {
                record.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if there never was a node in that folder. */
    static Optional<KubeNodeOptions> read(Path home) {
        if (!Files.exists(file(home))) {
            return Optional.empty();
        }
        var record = new Properties();
        try (InputStream in = Files.newInputStream(file(home))) {
            record.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new KubeNodeOptions(
                home,
                Path.of(record.getProperty("programs")),
                new NodeNetwork(number(record, "network")),
                new NodePorts(
                        number(record, "api"),
                        number(record, "etcd"),
                        number(record, "etcd-peer"),
                        number(record, "kubelet")),
                Boolean.parseBoolean(record.getProperty("durable")),
                Optional.ofNullable(record.getProperty("dns")).map(Path::of)));
    }

    private static int number(Properties record, String name) {
        return Integer.parseInt(record.getProperty(name));
    }

    private static Path file(Path home) {
        return home.resolve("kubernetes/node.properties");
    }
}
