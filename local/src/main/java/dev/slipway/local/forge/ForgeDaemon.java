package dev.slipway.local.forge;

import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.Ports;
import dev.slipway.local.process.Startup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The forge as one of the local processes; it is there once a demo has made its folder. */
public final class ForgeDaemon {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Path folder;
    private final int port;
    private final Daemon daemon;

    /** @param home where {@code forge/}, {@code run/} and {@code logs/} are */
    public ForgeDaemon(Path home, int port) {
        this.folder = home.resolve("forge");
        this.port = port;
        this.daemon = new Daemon("forge", home);
    }

    /** Where the repositories are. */
    public Path folder() {
        return folder;
    }

    /** Whether a demo has used it. */
    public boolean isUsed() {
        return Files.isDirectory(folder);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public Daemon daemon() {
        return daemon;
    }

    /** Starts it unless it runs; returns when it answers. */
    public void start() {
        if (daemon.running().isEmpty()) {
            Ports.requireFree(port, "the demo's Git server", "SLIPWAY_FORGE_PORT");
            daemon.start(command(), Map.of());
        }
        Startup.await(daemon, START, () -> Ports.isOpen(port));
    }

    public void stop() {
        daemon.stop(STOP);
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ForgeMain.class.getName(),
                folder.toString(),
                Integer.toString(port));
    }
}
