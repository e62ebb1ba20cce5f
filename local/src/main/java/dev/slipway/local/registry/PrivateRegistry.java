package dev.slipway.local.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Ports;
import dev.slipway.local.process.Startup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Debian's {@code docker-registry}, which demands a user name and a password. */
public final class PrivateRegistry {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(10);

    private static final String CONFIG = """
            version: 0.1
            log:
              level: warn
            storage:
              filesystem:
                rootdirectory: %s
              delete:
                enabled: true
            http:
              addr: %s
              secret: of-one-node
            %s\
            auth:
              htpasswd:
                realm: slipway
                path: %s
            """;

    private static final String TLS = """
              tls:
                certificate: %s
                key: %s
            """;

    private final RegistryOptions options;
    private final Daemon daemon;

    public PrivateRegistry(RegistryOptions options) {
        this.options = options;
        this.daemon = new Daemon("registry", options.home());
    }

    /** As it stands in an image's name. */
    public String address() {
        return options.host() + ":" + options.port();
    }

    /** Starts it unless it runs, and returns its address when it takes requests. */
    public String start() {
        if (daemon.running().isEmpty()) {
            daemon.start(List.of(program(), "serve", writeConfig().toString()), Map.of());
        }
        Startup.await(daemon, START, () -> Ports.isOpen(options.host(), options.port()));
        return address();
    }

    /** From now on takes these passwords, by users' names, and no others; a registry that runs notices it by itself. */
    public void accept(Map<String, String> passwords) {
        try {
            writePasswords(passwords);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        daemon.stop(STOP);
    }

    public Daemon daemon() {
        return daemon;
    }

    private static String program() {
        for (String folder : List.of("/usr/bin", "/usr/local/bin")) {
            Path program = Path.of(folder, "docker-registry");
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        throw new CannotStart(
                "There is no docker-registry: run script/setup, or set SLIPWAY_REGISTRY to a registry that you have.");
    }

    private Path writeConfig() {
        try {
            Path folder = Files.createDirectories(options.home().resolve("registry"));
            Path passwords = writePasswords(Map.of(options.username(), options.password()));
            Path config = options.home().resolve("registry.yml");
            String tls = options.certificate()
                    .map(own -> TLS.formatted(own.file(), own.key()))
                    .orElse("");
            Files.writeString(config, CONFIG.formatted(folder, address(), tls, passwords));
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path writePasswords(Map<String, String> passwords) throws IOException {
        var lines = new StringBuilder();
        for (Map.Entry<String, String> user : passwords.entrySet()) {
            lines.append(hashed(user.getKey(), user.getValue()));
        }
        Path written = options.home().resolve("registry.htpasswd.new");
        Files.writeString(written, lines);
        return Files.move(written, options.home().resolve("registry.htpasswd"), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private static String hashed(String username, String password) throws IOException {
        Process process = new ProcessBuilder("htpasswd", "-niB", username).start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(password.getBytes(UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip() + "\n";
    }
}
