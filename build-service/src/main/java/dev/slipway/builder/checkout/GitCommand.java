package dev.slipway.builder.checkout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs git with an environment of our own making and kills it, with its children, when it must not go on. */
final class GitCommand {
    private static final int LONGEST_OUTPUT = 16 * 1024 * 1024;
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Path directory;
    private final Map<String, String> environment;

    GitCommand(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * @param timeout until git is killed
     * @param tooMuch looked at while git runs; git is killed when it says true
     */
    Outcome run(List<String> command, Duration timeout, BooleanSupplier tooMuch) throws InterruptedException {
        Process process = start(command);
        try {
            var output = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> output.complete(read(process.getInputStream())));
            long deadline = System.nanoTime() + timeout.toNanos();
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - deadline > 0) {
                    return new Outcome(End.TIMEOUT, "");
                }
                if (tooMuch.getAsBoolean()) {
                    return new Outcome(End.TOO_MUCH, "");
                }
            }
            return new Outcome(process.exitValue() == 0 ? End.SUCCEEDED : End.FAILED, output.join());
        } finally {
            kill(process);
        }
    }

    private Process start(List<String> command) {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("git can't be started; is it installed?", e);
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(
                    stream.readNBytes(LONGEST_OUTPUT), UTF_8); // who goes on writing is ended by the closed pipe
        } catch (IOException e) {
            return "";
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    enum End {
        SUCCEEDED,
        FAILED,
        TIMEOUT,
        TOO_MUCH
    }

    /** How it ended, and what it printed. */
    record Outcome(End end, String output) {
        /** True if it printed more than is read. */
        boolean isCut() {
            return output.length() >= LONGEST_OUTPUT;
        }
    }
}
