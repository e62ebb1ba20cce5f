package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/work_pools")
class WorkPoolResource {
    private final WorkPools workPools;
    private final WorkPoolRepository repository;
    private final Polling polling;
    private final Listing listing;
    private final CurrentCaller caller;

    WorkPoolResource(
            WorkPools workPools,
            WorkPoolRepository repository,
            Polling polling,
            Listing listing,
            CurrentCaller caller) {
        this.workPools = workPools;
        this.repository = repository;
        this.polling = polling;
        this.listing = listing;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<WorkPool> create(WorkPoolRequest request) {
        ApiProblem.requireBody(request);
        return workPools.create(caller.workspace(), request);
    }

    @GET
    @Path("{name}")
    public Uni<WorkPool> get(@RestPath String name) {
        return workPools.get(caller.workspace(), name);
    }

    @PATCH
    @Path("{name}")
    public Uni<Void> update(@RestPath String name, JsonObject changes) {
        ApiProblem.requireBody(changes);
        return workPools.update(caller.workspace(), name, changes);
    }

    @DELETE
    @Path("{name}")
    public Uni<Void> delete(@RestPath String name) {
        return workPools.delete(caller.workspace(), name);
    }

    @POST
    @Path("filter")
    public Uni<List<WorkPool>> filter(@Nullable JsonObject body) {
        return repository.list(listing.query(Target.WORK_POOLS, caller.workspace(), body), body);
    }

    @POST
    @Path("count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return listing.count(listing.query(Target.WORK_POOLS, caller.workspace(), body));
    }

    @POST
    @Path("{name}/get_scheduled_flow_runs")
    public Uni<List<Polling.DueRun>> getScheduledFlowRuns(@RestPath String name, @Nullable PollRequest request) {
        return workPools
                .get(caller.workspace(), name)
                .chain(workPool -> polling.poll(workPool, request == null ? PollRequest.ALL : request));
    }
}
