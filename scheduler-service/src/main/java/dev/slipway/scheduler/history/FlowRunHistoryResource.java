package dev.slipway.scheduler.history;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Path("/api/flow_runs")
class FlowRunHistoryResource {
    private final RunHistory history;
    private final Listing listing;
    private final CurrentCaller caller;

    FlowRunHistoryResource(RunHistory history, Listing listing, CurrentCaller caller) {
        this.history = history;
        this.listing = listing;
        this.caller = caller;
    }

    @POST
    @Path("history")
    public Uni<List<HistoryInterval>> history(JsonObject body) {
        ApiProblem.requireBody(body);
        var query = listing.query(Target.FLOW_RUNS, caller.workspace(), body);
        return history.of(Target.FLOW_RUNS, query, HistoryRequest.of(body));
    }

    /** A number, or {@code null} if no run matches. */
    @POST
    @Path("lateness")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<String> lateness(@Nullable JsonObject body) {
        return history.averageLateness(listing.query(Target.FLOW_RUNS, caller.workspace(), body))
                .map(String::valueOf);
    }
}
