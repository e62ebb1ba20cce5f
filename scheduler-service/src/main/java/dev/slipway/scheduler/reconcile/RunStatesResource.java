package dev.slipway.scheduler.reconcile;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where runs are, for the dispatcher that holds attempts of them. */
@Path("/internal/v1/runs/states")
class RunStatesResource {
    private static final int MOST = 500;

    private final ReconciliationRepository runs;
    private final CurrentCaller caller;

    RunStatesResource(ReconciliationRepository runs, CurrentCaller caller) {
        this.runs = runs;
        this.caller = caller;
    }

    /** Answers about the runs that there are; the others are missing in the answer. */
    @POST
    public Uni<JsonObject> states(@Nullable JsonObject question) {
        return runs.states(caller.workspace(), ids(question)).map(found -> {
            var answer = new JsonArray();
            found.values().forEach(report -> answer.add(json(report)));
            return new JsonObject().put("runs", answer);
        });
    }

    private static UUID[] ids(@Nullable JsonObject question) {
        JsonArray attempts = question == null ? null : question.getJsonArray("attempts");
        if (attempts == null || attempts.size() > MOST) {
            throw ApiProblem.invalid("attempts: a list of at most " + MOST + " is needed");
        }
        return attempts.stream().map(RunStatesResource::id).distinct().toArray(UUID[]::new);
    }

    private static UUID id(@Nullable Object attempt) {
        try {
            if (attempt instanceof JsonObject object && object.getString("flowRunId") != null) {
                return UUID.fromString(object.getString("flowRunId"));
            }
        } catch (IllegalArgumentException | ClassCastException e) {
            throw ApiProblem.invalid("attempts: a flowRunId is no UUID");
        }
        throw ApiProblem.invalid("attempts: each needs a flowRunId");
    }

    private static JsonObject json(RunReport report) {
        return new JsonObject()
                .put("flowRunId", report.flowRunId().toString())
                .put("attempt", report.attempt())
                .put("stateType", report.stateType())
                .put("since", report.since() == null ? null : report.since().toString());
    }
}
