package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.caller.Caller;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateProposal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proposes one state for all runs that a filter describes; each is decided, and may be refused, by itself. */
@Path("/api/flow_runs/bulk_set_state")
class BulkSetStateResource {
    private final Orchestrator orchestrator;
    private final Listing listing;
    private final CurrentCaller caller;

    BulkSetStateResource(Orchestrator orchestrator, Listing listing, CurrentCaller caller) {
        this.orchestrator = orchestrator;
        this.listing = listing;
        this.caller = caller;
    }

    /** What became of one run. */
    record Result(UUID flowRunId, String status, @Nullable State state, JsonObject details) {
        static Result of(UUID run, OutcomeView outcome) {
            return new Result(run, outcome.status(), outcome.state(), outcome.details());
        }

        static Result aborted(UUID run, String reason) {
            var details = new JsonObject().put("type", "abort_details").put("reason", reason);
            return new Result(run, "ABORT", null, details);
        }
    }

    /** One for each run, in the order in which they were decided. */
    record Results(List<Result> results) {}

    @POST
    public Uni<Results> propose(JsonObject body) {
        ApiProblem.requireBody(body);
        var request = WireJson.read(body, SetStateRequest.class);
        var proposal = request.state();
        if (proposal == null) {
            throw ApiProblem.invalid("The body has no state.");
        }
        var proposer = caller.get();
        boolean force = Boolean.TRUE.equals(request.force());
        return listing.ids(Target.FLOW_RUNS, proposer.workspace(), body, "ID_DESC")
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(run -> propose(run, proposal, force, proposer))
                .collect()
                .asList()
                .map(Results::new);
    }

    private Uni<Result> propose(UUID run, StateProposal proposal, boolean force, Caller proposer) {
        return orchestrator
                .propose(run, proposal, force, proposer)
                .map(outcome -> outcome.map(OutcomeView::of)
                        .map(view -> Result.of(run, view))
                        .orElseGet(() -> Result.aborted(run, "The run was deleted meanwhile.")))
                .onFailure(ApiProblem.class)
                .recoverWithItem(refused -> Result.aborted(run, String.valueOf(refused.getMessage())));
    }
}
