package dev.slipway.dispatcher.container;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/** A line that a container wrote. */
public record LogLine(Instant at, String text) {
    private static final int LONGEST = 4_000;

    /** Reads lines as engines and kubelets give them, {@code 2026-11-23T04:00:00.123456789Z text}; blank ones are left out. */
    public static List<LogLine> parse(String log) {
        return log.lines().flatMap(LogLine::line).toList();
    }

    private static Stream<LogLine> line(String raw) {
        int space = raw.indexOf(' ');
        String time = space < 0 ? raw : raw.substring(0, space);
        String text = space < 0 ? "" : raw.substring(space + 1);
        try {
            return text.isBlank()
                    ? Stream.empty()
                    : Stream.of(new LogLine(Instant.parse(time), text.substring(0, Math.min(LONGEST, text.length()))));
        } catch (DateTimeParseException e) {
            return Stream.empty();
        }
    }
}
