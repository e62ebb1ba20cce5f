package dev.slipway.local.storm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many builds are in which state. */
final class Outcomes {
    private final Map<String, Integer> byState = new TreeMap<>();

    void add(List<JsonNode> builds) {
        builds.forEach(build -> byState.merge(build.path("state").asText(), 1, Integer::sum));
    }

    int total() {
        return byState.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return byState.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
