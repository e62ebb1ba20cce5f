package dev.slipway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.client.GatewayClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the API says about runs. */
final class Runs {
    private final GatewayClient gateway;

    Runs(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** Starts a run of a deployment now; its id. */
    UUID start(String deploymentName, Map<String, Object> parameters) {
        return start(deploymentName, parameters, Map.of());
    }

    /** The same with job variables of its own. */
    UUID start(String deploymentName, Map<String, Object> parameters, Map<String, Object> jobVariables) {
        String deployment = gateway.get("/api/deployments/name/" + deploymentName)
                .path("id")
                .asText();
        JsonNode run = gateway.post(
                "/api/deployments/" + deployment + "/create_flow_run",
                Map.of("parameters", parameters, "job_variables", jobVariables));
        return UUID.fromString(run.path("id").asText());
    }

    String stateOf(UUID run) {
        return gateway.get("/api/flow_runs/" + run).at("/state/type").asText();
    }

    boolean hasEnded(UUID run) {
        return Set.of("COMPLETED", "FAILED", "CRASHED", "CANCELLED").contains(stateOf(run));
    }

    /** Type and message of its state, and its log. */
    String describe(UUID run) {
        String message =
                gateway.get("/api/flow_runs/" + run).at("/state/message").asText();
        return "%s %s%n%s".formatted(stateOf(run), message, String.join("\n", logs(run)));
    }

    /** The types of the states of all runs of a deployment that have left Scheduled. */
    List<String> startedStates(String deploymentName) {
        String[] names = deploymentName.split("/");
        JsonNode runs = gateway.post(
                "/api/flow_runs/filter",
                Map.of(
                        "flows", Map.of("name", Map.of("any_", List.of(names[0]))),
                        "deployments", Map.of("name", Map.of("any_", List.of(names[1])))));
        return texts(runs, "/state/type").stream()
                .filter(type -> !type.equals("SCHEDULED"))
                .toList();
    }

    /** The runs of a flow that are in a state of that type. */
    List<UUID> inState(String flow, String type) {
        JsonNode runs = gateway.post(
                "/api/flow_runs/filter",
                Map.of(
                        "flows", Map.of("name", Map.of("any_", List.of(flow))),
                        "flow_runs", Map.of("state", Map.of("type", Map.of("any_", List.of(type))))));
        return texts(runs, "/id").stream().map(UUID::fromString).toList();
    }

    /** The types of all states that a run has had. */
    List<String> states(UUID run) {
        return texts(gateway.get("/api/flow_run_states/?flow_run_id=" + run), "/type");
    }

    /** The log of a run, oldest first. */
    List<String> logs(UUID run) {
        return texts(
                gateway.post(
                        "/api/logs/filter",
                        Map.of("logs", Map.of("flow_run_id", Map.of("any_", List.of(run))), "sort", "TIMESTAMP_ASC")),
                "/message");
    }

    /** {@code <name> <state>} of the task runs of a run. */
    List<String> taskRuns(UUID run) {
        JsonNode tasks =
                gateway.post("/api/task_runs/filter", Map.of("flow_runs", Map.of("id", Map.of("any_", List.of(run)))));
        var described = new ArrayList<String>();
        tasks.forEach(task -> described.add(
                task.path("name").asText() + " " + task.at("/state/type").asText()));
        return described;
    }

    private static List<String> texts(JsonNode array, String pointer) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.at(pointer).asText()));
        return texts;
    }
}
