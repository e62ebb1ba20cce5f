package dev.slipway.local.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Writes what a client of the API server is configured with; the file needs no other. */
final class Kubeconfig {
    private static final String TEMPLATE = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: slipway
              cluster:
                server: %s
                certificate-authority-data: %s
            users:
            - name: %s
              user:
                client-certificate-data: %s
                client-key-data: %s
            contexts:
            - name: slipway
              context: {cluster: slipway, user: %s}
            current-context: slipway
            """;

    private Kubeconfig() {}

    static void write(Path file, String server, Certificates certificates, String user) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    TEMPLATE.formatted(
                            server,
                            encoded(certificates.certificate("ca")),
                            user,
                            encoded(certificates.certificate(user)),
                            encoded(certificates.key(user)),
                            user));
        } catch (IOException e) {
            throw new UncheckedIOException("can't be written: " + file, e);
        }
    }

    private static String encoded(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }
}
