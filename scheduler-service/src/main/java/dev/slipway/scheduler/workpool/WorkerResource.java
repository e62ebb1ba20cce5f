package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.json.Names;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/work_pools/{pool}/workers")
class WorkerResource {
    private final WorkPools workPools;
    private final WorkerRepository workers;
    private final Listing listing;
    private final CurrentCaller caller;

    WorkerResource(WorkPools workPools, WorkerRepository workers, Listing listing, CurrentCaller caller) {
        this.workPools = workPools;
        this.workers = workers;
        this.listing = listing;
        this.caller = caller;
    }

    /** Body of a heartbeat. */
    record HeartbeatRequest(@Nullable String name, @Nullable Double heartbeatIntervalSeconds) {}

    @POST
    @Path("heartbeat")
    public Uni<Void> heartbeat(@RestPath("pool") String poolName, HeartbeatRequest request) {
        ApiProblem.requireBody(request);
        var name = Names.valid(request.name());
        return workPools
                .get(caller.workspace(), poolName)
                .chain(workPool -> workers.heartbeat(workPool, name, request.heartbeatIntervalSeconds()));
    }

    @POST
    @Path("filter")
    public Uni<List<Worker>> filter(@RestPath("pool") String poolName, @Nullable JsonObject body) {
        var query = listing.query(Target.WORKERS, caller.workspace(), body);
        return workPools
                .get(caller.workspace(), poolName)
                .chain(workPool -> workers.list(query.and("work_pool_id", workPool.id()), body));
    }

    @DELETE
    @Path("{name}")
    public Uni<Void> delete(@RestPath("pool") String poolName, @RestPath String name) {
        return workPools
                .get(caller.workspace(), poolName)
                .chain(workPool -> workers.delete(workPool, name))
                .invoke(existed -> {
                    if (!existed) {
                        throw ApiProblem.notFound("Worker not found.");
                    }
                })
                .replaceWithVoid();
    }
}
