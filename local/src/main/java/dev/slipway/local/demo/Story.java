package dev.slipway.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Prints what happens, each line with the time since the push. */
final class Story {
    private final PrintStream out;
    private final Instant start;

    Story(PrintStream out, Instant start) {
        this.out = out;
        this.start = start;
    }

    void tell(Line line) {
        for (String text :
                line.detail().isEmpty() ? new String[] {""} : line.detail().split("\n")) {
            out.printf("%s  %-22s %s%n", sinceStart(line.at()), line.what(), text);
        }
    }

    private String sinceStart(Instant at) {
        Duration since = Duration.between(start, at);
        Duration shown = since.isNegative() ? Duration.ZERO : since;
        return "%02d:%02d.%03d".formatted(shown.toMinutes(), shown.toSecondsPart(), shown.toMillisPart());
    }
}
