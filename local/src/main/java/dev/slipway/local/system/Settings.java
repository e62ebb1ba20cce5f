package dev.slipway.local.system;

import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the user decides by variables {@code SLIPWAY_…}; everything has a default. The variables that the system was started
 * with are kept beside its data, so that a later command finds it without them.
 *
 * @param root the repository
 */
public record Settings(Path root, Map<String, String> variables) {
    private static final String PREFIX = "SLIPWAY_";

    /** The health of a service is above its port. */
    private static final int HIGHEST_PORT = 65_535 - Service.MANAGEMENT_OFFSET;

    /** Of this process: its variables before the kept ones. */
    public static Settings ofThisProcess() {
        Path root = Path.of(System.getProperty("slipway.root", "")).toAbsolutePath();
        var variables = new TreeMap<String, String>();
        var given = new Settings(root, System.getenv());
        given.kept().forEach((name, value) -> variables.put(name.toString(), value.toString()));
        variables.putAll(System.getenv());
        return new Settings(root, variables);
    }

    /** These, with a Kubernetes node beside the system. */
    public Settings withKubernetes() {
        var more = new TreeMap<>(variables);
        more.put(Cluster.WANTED, "true");
        return new Settings(root, more);
    }

    /** For a system with nothing in common with the one that these are for: folder, ports, infrastructure. */
    public Settings beside(String folder, int portsAbove) {
        var others = new TreeMap<>(variables);
        List.of("SLIPWAY_KUBECONFIG", "SLIPWAY_DATABASE_URL", "SLIPWAY_KAFKA_BOOTSTRAP_SERVERS", "SLIPWAY_REGISTRY")
                .forEach(others::remove);
        others.put("SLIPWAY_HOME", home().resolve(folder).toString());
        for (LocalPort port : LocalPort.values()) {
            others.put(port.variable(), Integer.toString(port.standard() + portsAbove));
        }
        return new Settings(root, others);
    }

    /** Data, logs, credentials and pid files ({@code SLIPWAY_HOME}); {@code .slipway} in the repository by default. */
    public Path home() {
        return variable("SLIPWAY_HOME")
                .map(Path::of)
                .orElse(root.resolve(".slipway"))
                .toAbsolutePath();
    }

    /** What is dear and can be shared ({@code SLIPWAY_CACHE}); {@code ~/.cache/slipway} by default. */
    public Path cache() {
        return variable("SLIPWAY_CACHE")
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache/slipway"));
    }

    /** See {@link LocalPort}. */
    public int port(LocalPort port) {
        String given = variable(port.variable()).orElse(Integer.toString(port.standard()));
        if (!given.matches("[0-9]{1,5}") || Integer.parseInt(given) > HIGHEST_PORT) {
            throw new CannotStart(
                    "%s must be a port up to %d, not '%s'.".formatted(port.variable(), HIGHEST_PORT, given));
        }
        return Integer.parseInt(given);
    }

    /** The value of a variable; empty if it is not set or blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Keeps the variables for later commands. */
    void keep() {
        var kept = new Properties();
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                kept.setProperty(name, value);
            }
        });
        try (OutputStream out = Files.newOutputStream(PrivateFile.touch(file()))) {
            kept.store(out, "what the running system was started with");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets them: the system is down. */
    void forget() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Properties kept() {
        var kept = new Properties();
        if (Files.exists(file())) {
            try (InputStream in = Files.newInputStream(file())) {
                kept.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return kept;
    }

    private Path file() {
        return home().resolve("started-with.properties");
    }
}
