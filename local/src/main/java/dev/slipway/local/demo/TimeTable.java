package dev.slipway.local.demo;

import java.io.PrintStream;
import java.time.Duration;

/** Prints who took how much time. */
final class TimeTable {
    private TimeTable() {}

    static void print(TimeParts times, PrintStream out) {
        out.printf("%n%-55s %9s %9s%n", "from git push to COMPLETED", "Slipway", "others");
        for (Part part : times.parts()) {
            String own = part.own() ? seconds(part.time()) : "";
            String others = part.own() ? "" : seconds(part.time());
            out.printf("  %-53s %9s %9s%n", part.name(), own, others);
        }
        Duration others = times.total().minus(times.own());
        out.printf("%-55s %9s %9s%n", "together " + seconds(times.total()), seconds(times.own()), seconds(others));
        out.printf("%nSlipway's own share: %s%n", seconds(times.own()));
    }

    private static String seconds(Duration time) {
        return "%.3f s".formatted(time.toNanos() / 1e9);
    }
}
