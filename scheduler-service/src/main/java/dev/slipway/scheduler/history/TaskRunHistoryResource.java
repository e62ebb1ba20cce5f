package dev.slipway.scheduler.history;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

@Path("/api/task_runs/history")
class TaskRunHistoryResource {
    private final RunHistory history;
    private final Listing listing;
    private final CurrentCaller caller;

    TaskRunHistoryResource(RunHistory history, Listing listing, CurrentCaller caller) {
        this.history = history;
        this.listing = listing;
        this.caller = caller;
    }

    @POST
    public Uni<List<HistoryInterval>> history(JsonObject body) {
        ApiProblem.requireBody(body);
        var query = listing.query(Target.TASK_RUNS, caller.workspace(), body);
        return history.of(Target.TASK_RUNS, query, HistoryRequest.of(body));
    }
}
