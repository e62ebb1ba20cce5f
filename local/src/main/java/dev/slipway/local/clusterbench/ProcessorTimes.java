package dev.slipway.local.clusterbench;

import dev.slipway.local.system.PartStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much of the processors each part of a system has had so far, its children included. */
record ProcessorTimes(Map<String, Duration> byPart) {
    static ProcessorTimes of(List<PartStatus> parts) {
        var times = new LinkedHashMap<String, Duration>();
        for (PartStatus part : parts) {
            ProcessHandle.of(part.pid()).ifPresent(process -> times.put(part.name(), of(process)));
        }
        return new ProcessorTimes(times);
    }

    private static Duration of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What each part has had since, for each of so many runs, the greediest first. */
    String since(ProcessorTimes before, int runs) {
        return byPart.entrySet().stream()
                .map(part -> Map.entry(
                        part.getKey(), part.getValue().minus(before.byPart.getOrDefault(part.getKey(), Duration.ZERO))))
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .map(part -> "%s %.1f".formatted(part.getKey(), Times.millis(part.getValue()) / runs))
                .collect(Collectors.joining(", "));
    }
}
