package dev.slipway.local.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A node's certificate authority and what it signs, made once by OpenSSL; a key stands beside its certificate. */
final class Certificates {
    private static final String CONFIG = """
            [req]
            distinguished_name = subject
            [subject]
            [authority]
            basicConstraints = critical,CA:TRUE
            keyUsage = critical,keyCertSign,cRLSign,digitalSignature
            subjectKeyIdentifier = hash
            [server]
            extendedKeyUsage = serverAuth,clientAuth
            subjectAltName = IP:127.0.0.1,IP:%s,IP:%s,DNS:localhost,DNS:kubernetes.default,DNS:kubernetes.default.svc
            [client]
            extendedKeyUsage = clientAuth
            """;

    private final Path folder;
    private final NodeNetwork network;

    Certificates(Path folder, NodeNetwork network) {
        this.folder = folder;
        this.network = network;
    }

    Path certificate(String name) {
        return folder.resolve(name + ".crt");
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** Makes them unless they are there; whole or not at all. */
    void ensure() {
        if (Files.exists(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder.getParent());
            Path fresh = Files.createTempDirectory(
                    folder.getParent(),
                    "certificates",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            new Certificates(fresh, network).make();
            Files.move(fresh, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the certificates of Kubernetes can't be made in " + folder, e);
        }
    }

    private void make() throws IOException {
        Files.writeString(config(), CONFIG.formatted(network.address(), network.apiService()));
        sign("ca", "/CN=slipway-kubernetes", "authority", List.of());
        signed("server", "/CN=kube-apiserver", "server");
        signed("kubelet-client", "/O=system:masters/CN=kube-apiserver-kubelet-client", "client");
        signed("admin", "/O=system:masters/CN=admin", "client");
        signed("controller-manager", "/CN=system:kube-controller-manager", "client");
        signed("scheduler", "/CN=system:kube-scheduler", "client");
        signed("node", "/O=system:nodes/CN=system:node:" + KubeNodeOptions.NODE, "client");
        signed("service-accounts", "/CN=service-accounts", "client");
    }

    private void signed(String name, String subject, String extensions) {
        sign(
                name,
                subject,
                extensions,
                List.of("-CA", certificate("ca").toString(), "-CAkey", key("ca").toString()));
    }

    private void sign(String name, String subject, String extensions, List<String> authority) {
        var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-config", config().toString()));
        command.addAll(List.of("-newkey", "rsa:2048", "-noenc", "-days", "3650", "-subj", subject));
        command.addAll(List.of("-extensions", extensions, "-keyout", key(name).toString()));
        command.addAll(List.of("-out", certificate(name).toString()));
        command.addAll(authority);
        Tool.run(command);
    }

    private Path config() {
        return folder.resolve("openssl.cnf");
    }
}
