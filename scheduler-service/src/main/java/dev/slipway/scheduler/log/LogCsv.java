package dev.slipway.scheduler.log;

import dev.slipway.scheduler.json.WireTimes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Lines as comma separated values (RFC 4180). */
final class LogCsv {
    static final String HEADER = "timestamp,level,flow_run_id,task_run_id,message\r\n";

    private LogCsv() {}

    static String rows(List<LogLine> lines) {
        return lines.stream().map(LogCsv::row).collect(Collectors.joining());
    }

    private static String row(LogLine line) {
        return String.join(
                        ",",
                        WireTimes.format(line.timestamp()),
                        level(line.level()),
                        Objects.toString(line.flowRunId(), ""),
                        Objects.toString(line.taskRunId(), ""),
                        quoted(line.message()))
                + "\r\n";
    }

    /** Python's names; others are told as numbers. */
    private static String level(int level) {
        return switch (level) {
            case 10 -> "DEBUG";
            case 20 -> "INFO";
            case 30 -> "WARNING";
            case 40 -> "ERROR";
            case 50 -> "CRITICAL";
            default -> Integer.toString(level);
        };
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
