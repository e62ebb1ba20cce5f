package dev.slipway.scheduler.input;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.orchestration.Outcome;
import dev.slipway.scheduler.orchestration.OutcomeView;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /flow_runs/{id}/resume}. */
@Path("/api/flow_runs/{id}/resume")
class ResumeResource {
    private final Resumption resumption;
    private final CurrentCaller caller;

    ResumeResource(Resumption resumption, CurrentCaller caller) {
        this.resumption = resumption;
        this.caller = caller;
    }

    @POST
    public Uni<RestResponse<OutcomeView>> resume(@RestPath UUID id, @Nullable JsonObject body) {
        return resumption.resume(id, input(body), caller.get()).map(ResumeResource::answer);
    }

    private static @Nullable JsonObject input(@Nullable JsonObject body) {
        return switch (body == null ? null : body.getValue("run_input")) {
            case null -> null;
            case JsonObject input -> input;
            default -> throw ApiProblem.invalid("run_input: Input should be a valid dictionary");
        };
    }

    private static RestResponse<OutcomeView> answer(Resumption.Resumed resumed) {
        return resumed.outcome().map(ResumeResource::answer).orElseGet(() -> RestResponse.ok(refusal(resumed)));
    }

    private static RestResponse<OutcomeView> answer(Outcome outcome) {
        var status = outcome.isStored() ? RestResponse.Status.CREATED : RestResponse.Status.OK;
        return RestResponse.status(status, OutcomeView.of(outcome));
    }

    /** Prefect refuses an input with the details of an abort. */
    private static OutcomeView refusal(Resumption.Resumed resumed) {
        String problem = resumed.problem();
        var details = new JsonObject().put("type", "abort_details");
        return problem == null
                ? new OutcomeView(null, "ABORT", details.put("reason", "Cannot resume a flow run that is not paused."))
                : new OutcomeView(resumed.current(), "REJECT", details.put("reason", problem));
    }
}
