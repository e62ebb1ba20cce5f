package dev.slipway.local.serverbench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.clusterbench.Times;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs that somebody asks for, one now and then: how soon the server, or its worker, takes them. */
final class Claims {
    private static final int RUNS = 12;
    private static final Duration BETWEEN = Duration.ofMillis(1_500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int LOOKS = 120;

    /** Nothing is run: the process ends at once, the image does not exist. */
    private static final Map<String, Map<String, Object>> JOB_VARIABLES = Map.of(
            "process", Map.of("command", "true"),
            "docker", Map.of("image", "bench.invalid/none:1", "image_pull_policy", "Never"));

    private final BenchServer server;
    private final GatewayClient client;
    private final RunLoads runs;

    Claims(BenchServer server, GatewayClient client, RunLoads runs) {
        this.server = server;
        this.client = client;
        this.runs = runs;
    }

    Measured measure() {
        String type = server.claimedPoolType();
        new Provisioning(client).workPool("bench-claim", type);
        String deployment = runs.deployment("claim", "bench-claim", JOB_VARIABLES.getOrDefault(type, Map.of()));
        server.claim("bench-claim");
        // the first one waits for the worker's start
        claimed(ask(deployment));
        var asked = new ArrayList<JsonNode>();
        for (int i = 0; i < RUNS; i++) {
            Machine.pause(BETWEEN);
            asked.add(ask(deployment));
        }
        Times times = Times.of(asked.stream().map(this::claimed).toList());
        return new Measured(
                times.percentile(50).toNanos() / 1e6,
                "load %s; at most %d ms"
                        .formatted(Machine.load(), times.percentile(100).toMillis()));
    }

    private JsonNode ask(String deployment) {
        return client.post("/api/deployments/" + deployment + "/create_flow_run", Map.of());
    }

    private Duration claimed(JsonNode run) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Duration> time = claimTime(run);
            if (time.isPresent()) {
                return time.get();
            }
            Machine.pause(LOOK_AGAIN);
        }
        throw new IllegalStateException("nobody claims " + run.path("id").asText());
    }

    private Optional<Duration> claimTime(JsonNode run) {
        JsonNode states =
                client.get("/api/flow_run_states/?flow_run_id=" + run.path("id").asText());
        var first = List.of("PENDING", "RUNNING");
        for (JsonNode state : states) {
            if (first.contains(state.path("type").asText())) {
                return Optional.of(Duration.between(time(run, "created"), time(state, "timestamp")));
            }
        }
        return Optional.empty();
    }

    private static OffsetDateTime time(JsonNode object, String field) {
        return OffsetDateTime.parse(object.path(field).asText());
    }
}
