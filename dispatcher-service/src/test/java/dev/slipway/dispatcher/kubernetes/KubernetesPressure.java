package dev.slipway.dispatcher.kubernetes;

import dev.slipway.local.process.Daemon;
import dev.slipway.testkit.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The real node's kubelet with a bound that no machine keeps: to it, the node is short of memory. */
final class KubernetesPressure implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Daemon kubelet = TestCluster.get().node().part("kubelet");

    private KubernetesPressure() {}

    static KubernetesPressure ofMemory() throws IOException {
        var pressure = new KubernetesPressure();
        pressure.restartWith("--eviction-hard=memory.available<99%");
        return pressure;
    }

    private void restartWith(String flag) throws IOException {
        Path process =
                Path.of("/proc", Long.toString(kubelet.running().orElseThrow().pid()));
        var command = new ArrayList<>(strings(process.resolve("cmdline")));
        command.add(flag);
        Map<String, String> environment = strings(process.resolve("environ")).stream()
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1], (first, second) -> first));
        kubelet.stop(STOP);
        kubelet.start(command, environment);
    }

    private static List<String> strings(Path file) throws IOException {
        return Arrays.asList(Files.readString(file, StandardCharsets.UTF_8).split("\0"));
    }

    @Override
    public void close() {
        kubelet.stop(STOP);
        TestCluster.get().node().start();
    }
}
