package dev.slipway.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process in its own session: it outlives the process that started it, and its pid file ({@code run/<name>.pid}) lets any
 * other process find and stop it. Its output is appended to {@code logs/<name>.log}.
 */
public final class Daemon {
    private static final long LOG_LIMIT = 20L << 20;

    /** Start times are derived from the boot time, which moves a little when the system's clock is corrected. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(5);

    private final String name;
    private final String stopSignal;
    private final Path pidFile;
    private final Path log;

    /** @param home where {@code run/} and {@code logs/} are */
    public Daemon(String name, Path home) {
        this(name, home, "TERM");
    }

    /** @param stopSignal what asks the process to end, as {@code TERM} */
    public Daemon(String name, Path home, String stopSignal) {
        this.name = name;
        this.stopSignal = stopSignal;
        this.pidFile = home.resolve("run").resolve(name + ".pid");
        this.log = home.resolve("logs").resolve(name + ".log");
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    /** Starts the command with these variables added to the environment. */
    public void start(List<String> command, Map<String, String> environment) {
        var detached = new ArrayList<>(List.of("setsid"));
        detached.addAll(command);
        try {
            Files.createDirectories(pidFile.getParent());
            Files.createDirectories(log.getParent());
            keepLogSmall();
            var builder = new ProcessBuilder(detached)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            remember(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    /** The process, if it runs. */
    public Optional<ProcessHandle> running() {
        try {
            String[] pidAndStart = Files.readString(pidFile).strip().split(" ");
            Instant start = Instant.parse(pidAndStart[1]);
            return ProcessHandle.of(Long.parseLong(pidAndStart[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> !isZombie(handle))
                    .filter(handle -> startedAt(handle, start));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Dead, but nobody has asked for its exit code; the first process of a container may never do. */
    private static boolean isZombie(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException _) {
            return false;
        }
    }

    /** Asks the process to end, and kills it when it takes longer than {@code patience}. */
    public void stop(Duration patience) {
        running().ifPresent(handle -> end(handle, patience));
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of its output, for an error message. */
    public String lastLines(int count) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - count), all.size()));
        } catch (IOException | UncheckedIOException _) {
            return "";
        }
    }

    private void end(ProcessHandle handle, Duration patience) {
        try {
            new ProcessBuilder("kill", "-" + stopSignal, Long.toString(handle.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            handle.destroyForcibly();
        } catch (InterruptedException _) {
            handle.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException(name + " could not be stopped", e);
        }
    }

    /** A process that nobody could find again must not run. */
    private void remember(Process process) throws IOException {
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        try {
            Files.writeString(pidFile, process.pid() + " " + start + "\n");
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static boolean startedAt(ProcessHandle handle, Instant expected) {
        Instant actual = handle.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(expected, actual).abs().compareTo(START_TOLERANCE) < 0;
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(
                    log,
                    log.resolveSibling(name + ".1.log"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
