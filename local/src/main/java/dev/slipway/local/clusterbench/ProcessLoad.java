package dev.slipway.local.clusterbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a service's process costs. */
final class ProcessLoad {
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP =
            Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)$", Pattern.MULTILINE);

    private final long pid;
    private final URI metrics;

    ProcessLoad(long pid, int managementPort) {
        this.pid = pid;
        this.metrics = URI.create("http://127.0.0.1:" + managementPort + "/q/metrics");
    }

    /** In MB. */
    long residentMemory() {
        return read("status").transform(text -> {
            var found = RSS.matcher(text);
            return found.find() ? Long.parseLong(found.group(1)) / 1024 : 0;
        });
    }

    /** Of the processors so far. */
    Duration cpu() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Of objects that are in use, in MB: after a collection. */
    long heapAfterCollection() {
        try {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            try (HttpClient http = HttpClient.newHttpClient()) {
                String text = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                        .body();
                double bytes = HEAP.matcher(text)
                        .results()
                        .mapToDouble(found -> Double.parseDouble(found.group(1)))
                        .sum();
                return Math.round(bytes / (1 << 20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
