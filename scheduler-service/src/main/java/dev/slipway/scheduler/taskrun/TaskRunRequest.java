package dev.slipway.scheduler.taskrun;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.state.StateProposal;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Prefect's TaskRunCreate: the run as sent, with a name if it had none, and its first state. */
record TaskRunRequest(JsonObject run, @Nullable StateProposal state) {
    static TaskRunRequest of(JsonObject body) {
        String taskKey = required(body, "task_key");
        String dynamicKey = required(body, "dynamic_key");
        var run = body.copy();
        switch (run.getValue("name")) {
            case null -> run.put("name", taskKey + "-" + dynamicKey);
            case String given -> {}
            default -> throw ApiProblem.invalid("name: Input should be a valid string");
        }
        return new TaskRunRequest(run, proposal(body.getValue("state")));
    }

    static @Nullable StateProposal proposal(@Nullable Object state) {
        try {
            return switch (state) {
                case null -> null;
                case JsonObject sent when sent.getString("type") != null -> WireJson.read(sent, StateProposal.class);
                default -> throw ApiProblem.invalid("state: an object with a type is needed");
            };
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("state: " + e.getMessage());
        }
    }

    private static String required(JsonObject body, String name) {
        if (body.getValue(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw ApiProblem.invalid(name + " is missing");
    }
}
