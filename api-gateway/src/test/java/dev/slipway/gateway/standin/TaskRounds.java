package dev.slipway.gateway.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;

/** Hands out background tasks as the scheduler does, and remembers what it was told. */
final class TaskRounds {
    private ArrayNode waiting = Json.MAPPER.createArrayNode();
    private ArrayNode acknowledged = Json.MAPPER.createArrayNode();
    private ArrayNode gone = Json.MAPPER.createArrayNode();
    private JsonNode workers = Json.MAPPER.createArrayNode();

    /** What is handed out from now on; forgets what was acknowledged. */
    synchronized void fill(ArrayNode taskRuns) {
        waiting = taskRuns;
        acknowledged = Json.MAPPER.createArrayNode();
    }

    synchronized JsonNode hold(JsonNode round) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode offers = answer.putArray("offers");
        workers = round.path("workers");
        gone.addAll((ArrayNode) round.path("gone"));
        for (JsonNode worker : workers) {
            acknowledged.addAll((ArrayNode) worker.path("acknowledged"));
            if (!worker.hasNonNull("holding") && !waiting.isEmpty()) {
                offers.addObject()
                        .put("session", worker.path("session").asText())
                        .set("task_run", waiting.remove(0));
            }
        }
        return answer;
    }

    synchronized JsonNode told() {
        ObjectNode told = Json.MAPPER.createObjectNode();
        told.set("workers", workers);
        told.set("gone", gone);
        told.set("acknowledged", acknowledged);
        return told;
    }
}
