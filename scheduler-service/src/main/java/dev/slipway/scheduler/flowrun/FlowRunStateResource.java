package dev.slipway.scheduler.flowrun;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.state.State;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/flow_run_states")
class FlowRunStateResource {
    private final FlowRunRepository runs;
    private final CurrentCaller caller;

    FlowRunStateResource(FlowRunRepository runs, CurrentCaller caller) {
        this.runs = runs;
        this.caller = caller;
    }

    @GET
    public Uni<List<State>> of(@RestQuery("flow_run_id") @Nullable UUID flowRunId) {
        if (flowRunId == null) {
            throw ApiProblem.invalid("flow_run_id: field required");
        }
        return runs.states(caller.workspace(), flowRunId);
    }

    @GET
    @Path("{id}")
    public Uni<State> get(@RestPath UUID id) {
        return runs.state(caller.workspace(), id)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow run state not found")));
    }
}
