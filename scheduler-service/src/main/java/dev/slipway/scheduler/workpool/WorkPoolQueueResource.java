package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/work_pools/{pool}/queues")
class WorkPoolQueueResource {
    private final WorkPools workPools;
    private final WorkQueueRepository queues;
    private final Listing listing;
    private final Pool pool;
    private final CurrentCaller caller;

    WorkPoolQueueResource(
            WorkPools workPools, WorkQueueRepository queues, Listing listing, Pool pool, CurrentCaller caller) {
        this.workPools = workPools;
        this.queues = queues;
        this.listing = listing;
        this.pool = pool;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<WorkQueue> create(@RestPath("pool") String poolName, WorkQueueRequest request) {
        ApiProblem.requireBody(request);
        var workspace = caller.workspace();
        var queue = request.toQueue();
        return workPools
                .get(workspace, poolName)
                .chain(workPool -> queues.named(workPool, String.valueOf(queue.name()))
                        .invoke(found -> found.ifPresent(existing -> refuseExisting(existing.name())))
                        .chain(() -> queues.insert(pool, workPool, queue)))
                .chain(id -> queues.find(workspace, id))
                .map(java.util.Optional::orElseThrow);
    }

    private static void refuseExisting(String name) {
        throw ApiProblem.conflict("A work queue with the name \"" + name + "\" already exists in this pool.");
    }

    @GET
    @Path("{queue}")
    public Uni<WorkQueue> get(@RestPath("pool") String poolName, @RestPath String queue) {
        return found(poolName, queue);
    }

    @PATCH
    @Path("{queue}")
    public Uni<Void> update(@RestPath("pool") String poolName, @RestPath String queue, JsonObject changes) {
        ApiProblem.requireBody(changes);
        return found(poolName, queue).chain(existing -> queues.update(existing, changes));
    }

    @DELETE
    @Path("{queue}")
    public Uni<Void> delete(@RestPath("pool") String poolName, @RestPath String queue) {
        var workspace = caller.workspace();
        return workPools.get(workspace, poolName).chain(workPool -> found(poolName, workPool, queue)
                .invoke(existing -> {
                    if (existing.id().equals(workPool.defaultQueueId())) {
                        throw ApiProblem.conflict("Cannot delete a pool's default queue.");
                    }
                })
                .chain(queues::delete));
    }

    @POST
    @Path("filter")
    public Uni<List<WorkQueue>> filter(@RestPath("pool") String poolName, @Nullable JsonObject body) {
        var query = listing.query(Target.WORK_QUEUES, caller.workspace(), body);
        return workPools
                .get(caller.workspace(), poolName)
                .chain(workPool -> queues.list(query.and("work_pool_id", workPool.id()), body));
    }

    private Uni<WorkQueue> found(String poolName, String queue) {
        return workPools.get(caller.workspace(), poolName).chain(workPool -> found(poolName, workPool, queue));
    }

    private Uni<WorkQueue> found(String poolName, WorkPool workPool, String queue) {
        return queues.named(workPool, queue)
                .map(found -> found.orElseThrow(
                        () -> ApiProblem.notFound("Work queue '" + poolName + "/" + queue + "' not found.")));
    }
}
