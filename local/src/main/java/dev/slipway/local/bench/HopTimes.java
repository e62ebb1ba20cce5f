package dev.slipway.local.bench;

import dev.slipway.local.clusterbench.Times;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measured times of each hop, in the order in which hops were first added. */
final class HopTimes {
    private final Map<String, List<Duration>> times = new LinkedHashMap<>();

    void add(String hop, Duration time) {
        times.computeIfAbsent(hop, unused -> new ArrayList<>()).add(time);
    }

    /** The smallest time that so many percent of the measured ones do not exceed. */
    Duration percentile(String hop, int percent) {
        return Times.of(times.getOrDefault(hop, List.of())).percentile(percent);
    }

    void print(PrintStream out) {
        out.printf("%n%-55s %9s %9s %9s %6s%n", "seconds", "p50", "p90", "p99", "n");
        times.forEach((hop, measured) -> out.printf(
                "%-55s %9.3f %9.3f %9.3f %6d%n",
                hop,
                seconds(percentile(hop, 50)),
                seconds(percentile(hop, 90)),
                seconds(percentile(hop, 99)),
                measured.size()));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
