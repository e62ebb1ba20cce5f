package dev.slipway.local.clusterbench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Measured times of one kind. */
public record Times(List<Duration> sorted) {
    /** In any order. */
    public static Times of(Collection<Duration> measured) {
        return new Times(measured.stream().sorted().toList());
    }

    /** The smallest time that so many percent of them do not exceed; zero if there are none. */
    public Duration percentile(int percent) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    /** The columns of {@link #print}. */
    public static void header(PrintStream out) {
        out.printf("%n%-66s %8s %8s %8s %6s%n", "milliseconds", "p50", "p99", "max", "n");
    }

    /** A line with them. */
    public void print(PrintStream out, String what) {
        out.printf(
                "%-66s %8.1f %8.1f %8.1f %6d%n",
                what, millis(percentile(50)), millis(percentile(99)), millis(percentile(100)), sorted.size());
    }

    static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
