package dev.slipway.local.clusterbench;

import dev.slipway.local.system.PartStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much of the processors each part of a system has had so far, its children included. */
public record ProcessorTimes(Map<String, Duration> byPart) {
    private static final int MILLIS_OF_TICK = 10;

    /** Where utime, stime, cutime and cstime stand behind the name, see proc(5). */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    /** Until now. */
    public static ProcessorTimes of(List<PartStatus> parts) {
        var times = new LinkedHashMap<String, Duration>();
        for (PartStatus part : parts) {
            ProcessHandle.of(part.pid()).ifPresent(process -> times.put(part.name(), of(process)));
        }
        return new ProcessorTimes(times);
    }

    private static Duration of(ProcessHandle process) {
        long ticks = Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(one -> ticks(one.pid()))
                .sum();
        return Duration.ofMillis(ticks * MILLIS_OF_TICK);
    }

    /** Of the process, and of its children that have ended: those of PostgreSQL come and go. */
    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Arrays.stream(fields, FIRST_TIME, FIRST_TIME + TIMES)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException hasEnded) {
            return 0;
        }
    }

    /** What each part has had since in milliseconds, for each of so many runs, the greediest first. */
    public String since(ProcessorTimes before, long runs) {
        return byPart.entrySet().stream()
                .map(part -> Map.entry(
                        part.getKey(), part.getValue().minus(before.byPart.getOrDefault(part.getKey(), Duration.ZERO))))
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .map(part -> "%s %.2f".formatted(part.getKey(), Times.millis(part.getValue()) / runs))
                .collect(Collectors.joining(", "));
    }
}
