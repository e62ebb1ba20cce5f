package dev.slipway.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.registry.RegistryOptions.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority that nobody knows, as companies have. */
final class TestAuthority {
    private final Path folder;

    private TestAuthority(Path folder) {
        this.folder = folder;
    }

    /** A new one, whose files are in that folder. */
    static TestAuthority in(Path folder) {
        var authority = new TestAuthority(folder);
        authority.make(
                "ca", List.of("-subj", "/CN=authority-of-a-test", "-addext", "basicConstraints=critical,CA:TRUE"));
        return authority;
    }

    Path certificate() {
        return folder.resolve("ca.crt");
    }

    /** What a server on that address needs. */
    Certificate certificateFor(String address) {
        make(
                "server",
                List.of(
                        "-subj",
                        "/CN=" + address,
                        "-addext",
                        "subjectAltName=IP:" + address,
                        "-addext",
                        "basicConstraints=critical,CA:FALSE",
                        "-CA",
                        certificate().toString(),
                        "-CAkey",
                        folder.resolve("ca.key").toString()));
        return new Certificate(folder.resolve("server.crt"), folder.resolve("server.key"));
    }

    private void make(String name, List<String> particulars) {
        var command =
                new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "2"));
        command.addAll(List.of("-keyout", folder.resolve(name + ".key").toString()));
        command.addAll(List.of("-out", folder.resolve(name + ".crt").toString()));
        command.addAll(particulars);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("openssl failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
