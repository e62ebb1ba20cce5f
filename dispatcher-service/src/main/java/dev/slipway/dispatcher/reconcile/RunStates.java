package dev.slipway.dispatcher.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.peer.Peers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks the scheduler where runs are. */
@ApplicationScoped
class RunStates {
    private static final String PATH = "/internal/v1/runs/states";

    private final Peers peers;

    RunStates(Peers peers) {
        this.peers = peers;
    }

    /** The runs of these attempts of one workspace; unknown ones are missing. */
    Map<UUID, RunReport> of(String workspace, List<AttemptKey> keys) {
        List<Map<String, Object>> attempts = keys.stream()
                .map(key -> Map.<String, Object>of("flowRunId", key.flowRunId(), "attempt", key.attempt()))
                .toList();
        JsonNode runs = peers.postToScheduler(workspace, PATH, Map.of("attempts", attempts))
                .map(answer -> answer.path("runs"))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new InfrastructureUnavailable("the scheduler's answer has no runs", null));
        Map<UUID, RunReport> reports = new HashMap<>();
        runs.forEach(run -> {
            RunReport report = read(run);
            reports.put(report.flowRunId(), report);
        });
        return reports;
    }

    private static RunReport read(JsonNode run) {
        try {
            return Json.MAPPER.treeToValue(run, RunReport.class);
        } catch (JsonProcessingException e) {
            throw new InfrastructureUnavailable("the scheduler's answer can't be read", e);
        }
    }
}
