package dev.slipway.testkit;

import dev.slipway.local.process.FileTree;
import dev.slipway.local.process.Ports;
import dev.slipway.local.registry.PrivateRegistry;
import dev.slipway.local.registry.RegistryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A private registry on a free port, which ends with the JVM. */
public final class TestRegistry {
    public static final String USERNAME = "slipway";
    public static final String PASSWORD = "registry-of-a-test";

    /** Where the Docker engine looks for authorities, each time. */
    private static final Path ENGINE = Path.of("/etc/docker/certs.d");

    private final PrivateRegistry registry;
    private final Optional<Path> authority;

    private TestRegistry(PrivateRegistry registry, Optional<Path> authority) {
        this.registry = registry;
        this.authority = authority;
    }

    /** Starts one on the loopback address, without TLS. */
    public static TestRegistry start() {
        Path home = TestFolder.create();
        return started(home, new RegistryOptions(home, Ports.free(), USERNAME, PASSWORD), Optional.empty());
    }

    /**
     * Starts one with TLS and a certificate of its own authority, which the Docker engine believes until the registry stops.
     *
     * @param address one of this machine
     */
    public static TestRegistry startWithTls(String address) {
        Path home = TestFolder.create();
        TestAuthority authority = TestAuthority.in(home);
        var options = new RegistryOptions(
                home, address, Ports.free(), USERNAME, PASSWORD, Optional.of(authority.certificateFor(address)));
        TestRegistry registry = started(home, options, Optional.of(authority.certificate()));
        registry.introduceToEngine(authority.certificate());
        return registry;
    }

    /** As it stands in an image's name. */
    public String address() {
        return registry.address();
    }

    /** The certificate of who signed its own, PEM; empty without TLS. */
    public Optional<Path> authority() {
        return authority;
    }

    /** From now on takes these passwords, by users' names, and no others. */
    public void accept(Map<String, String> passwords) {
        registry.accept(passwords);
    }

    /** Ends it before the JVM does; to see what happens without it. */
    public void stop() {
        registry.stop();
        forgetByEngine();
    }

    private static TestRegistry started(Path home, RegistryOptions options, Optional<Path> authority) {
        var registry = new PrivateRegistry(options);
        TestFolder.stopAtTheEnd(home, List.of(registry.daemon()));
        registry.start();
        return new TestRegistry(registry, authority);
    }

    private void introduceToEngine(Path certificate) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::forgetByEngine, "registry-certificate"));
        try {
            Path folder = Files.createDirectories(ENGINE.resolve(address()));
            Files.copy(certificate, folder.resolve("ca.crt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forgetByEngine() {
        if (authority.isEmpty()) {
            return;
        }
        try {
            FileTree.delete(ENGINE.resolve(address()));
            Files.deleteIfExists(ENGINE);
        } catch (DirectoryNotEmptyException _) {
            // there are others
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
