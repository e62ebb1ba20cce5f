package dev.slipway.scheduler.orchestration;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.state.StateProposal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /flow_runs/{id}/set_state}: a refusal is an answer, not an error. */
@Path("/api/flow_runs/{id}/set_state")
class SetStateResource {
    private final Orchestrator orchestrator;
    private final CurrentCaller caller;

    SetStateResource(Orchestrator orchestrator, CurrentCaller caller) {
        this.orchestrator = orchestrator;
        this.caller = caller;
    }

    @POST
    public Uni<RestResponse<OutcomeView>> propose(@RestPath UUID id, @Nullable SetStateRequest request) {
        StateProposal proposal = request == null ? null : request.state();
        if (request == null || proposal == null) {
            throw ApiProblem.invalid("The body has no state.");
        }
        return orchestrator
                .propose(id, proposal, Boolean.TRUE.equals(request.force()), caller.get())
                .map(outcome -> answer(
                        outcome.orElseThrow(() -> ApiProblem.notFound("Flow run with id " + id + " not found"))));
    }

    static RestResponse<OutcomeView> answer(Outcome outcome) {
        var status = outcome.isStored() ? RestResponse.Status.CREATED : RestResponse.Status.OK;
        return RestResponse.status(status, OutcomeView.of(outcome));
    }
}
