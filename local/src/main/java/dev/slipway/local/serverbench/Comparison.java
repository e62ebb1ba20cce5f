package dev.slipway.local.serverbench;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What was measured on both sides, over one or more rounds. */
final class Comparison {
    private final Map<Operation, List<Measured>> prefect = new EnumMap<>(Operation.class);
    private final Map<Operation, List<Measured>> slipway = new EnumMap<>(Operation.class);

    void addPrefect(Operation operation, Measured measured) {
        prefect.computeIfAbsent(operation, first -> new ArrayList<>()).add(measured);
    }

    void addSlipway(Operation operation, Measured measured) {
        slipway.computeIfAbsent(operation, first -> new ArrayList<>()).add(measured);
    }

    /** The table, by the medians of the rounds; how many goals are missed. */
    int print(PrintStream out) {
        out.printf("%n%-52s %10s %10s %8s %8s  %s%n", "", "Prefect", "Slipway", "ratio", "goal", "");
        int missed = 0;
        for (Operation operation : Operation.values()) {
            if (prefect.containsKey(operation) && slipway.containsKey(operation)) {
                missed += print(operation, out) ? 0 : 1;
            }
        }
        return missed;
    }

    private boolean print(Operation operation, PrintStream out) {
        Goal goal = operation.goal();
        double before = median(requireNonNull(prefect.get(operation)));
        double now = median(requireNonNull(slipway.get(operation)));
        boolean met = goal.isMet(before, now);
        out.printf(
                "%-52s %10s %10s %6.1f x %8s  %s%n",
                operation.title(),
                goal.format(before),
                goal.format(now),
                goal.ratio(before, now),
                goal.text(),
                met ? "met" : "MISSED");
        return met;
    }

    static double median(List<Measured> rounds) {
        double[] sorted = rounds.stream()
                .flatMapToDouble(measured -> DoubleStream.of(measured.value()))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
