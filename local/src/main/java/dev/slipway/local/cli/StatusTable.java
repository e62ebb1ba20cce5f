package dev.slipway.local.cli;

import dev.slipway.local.system.PartStatus;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The parts as lines of text. */
final class StatusTable {
    private StatusTable() {}

    static void print(List<PartStatus> parts, PrintStream out) {
        parts.forEach(part -> out.printf(
                "%-23s %-10s %8s  %-42s %s%n",
                part.name(),
                part.condition().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                part.pid() == 0 ? "" : part.pid(),
                part.address(),
                part.log()));
    }
}
