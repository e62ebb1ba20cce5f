package dev.slipway.local.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs of the machine that are run to their end. */
final class Tool {
    /** Root's programs are not on everybody's path. */
    static final String PATH =
            System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ":/usr/local/sbin:/usr/sbin:/sbin";

    /** The parts of Kubernetes talk to each other, not through a proxy. */
    static final Map<String, String> NO_PROXY =
            Map.of("HTTP_PROXY", "", "HTTPS_PROXY", "", "http_proxy", "", "https_proxy", "");

    private static final Path NO_INPUT = Path.of("/dev/null");

    private Tool() {}

    /** Returns what it prints; fails with that if it ends with anything but 0. */
    static String run(List<String> command) {
        Ended ended = end(command);
        if (ended.status() != 0) {
            throw new CannotStart("This failed: %s\n%s"
                    .formatted(String.join(" ", command), ended.output().indent(2)));
        }
        return ended.output();
    }

    static String run(String... command) {
        return run(List.of(command));
    }

    /** Whether it ends with 0. */
    static boolean succeeds(String... command) {
        return end(List.of(command)).status() == 0;
    }

    static ProcessBuilder builder(List<String> command) {
        // found by env, since Java looks a program up by its own PATH
        var builder = new ProcessBuilder(command.getFirst().contains("/") ? command : throughEnv(command));
        builder.environment().put("PATH", PATH);
        return builder;
    }

    static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted", e);
        }
    }

    private static List<String> throughEnv(List<String> command) {
        return Stream.concat(Stream.of("/usr/bin/env"), command.stream()).toList();
    }

    private static Ended end(List<String> command) {
        try {
            Process process = builder(command)
                    .redirectErrorStream(true)
                    .redirectInput(NO_INPUT.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ended(await(process), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException("could not be run: " + String.join(" ", command), e);
        }
    }

    private record Ended(int status, String output) {}
}
