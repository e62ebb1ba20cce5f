package dev.slipway.scheduler.concurrency;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.concurrency.SlotResource.LimitView;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Slots of tags, which the engine takes around each task run. */
@Path("/api/concurrency_limits")
class TagSlotResource {
    /** Seconds after which a task run that found no slot asks again; Prefect's default. */
    private static final String RETRY_AFTER = "30";

    private final TagLimits limits;
    private final CurrentCaller caller;

    TagSlotResource(TagLimits limits, CurrentCaller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    @POST
    @Path("increment")
    public Uni<RestResponse<Object>> take(TagLimitRequest.Slot request) {
        ApiProblem.requireBody(request);
        return limits.take(caller.workspace(), request.limitNames(), request.holder())
                .map(TagSlotResource::answer);
    }

    @POST
    @Path("decrement")
    @ResponseStatus(200)
    public Uni<List<LimitView>> giveBack(TagLimitRequest.Slot request) {
        ApiProblem.requireBody(request);
        return limits.giveBack(caller.workspace(), request.limitNames(), request.holder())
                .map(SlotResource::views);
    }

    private static RestResponse<Object> answer(TagLimits.Taken taken) {
        String full = taken.full();
        if (full == null) {
            return RestResponse.ok(SlotResource.views(taken.limits()));
        }
        var tag = full.substring("tag:".length());
        return RestResponse.ResponseBuilder.<Object>create(423)
                .header("Retry-After", RETRY_AFTER)
                .type(MediaType.APPLICATION_JSON)
                .entity(new JsonObject().put("detail", "Concurrency limit for the " + tag + " tag has been reached"))
                .build();
    }
}
