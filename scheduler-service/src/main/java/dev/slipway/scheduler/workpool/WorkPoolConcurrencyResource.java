package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/work_pools/{name}/concurrency_status")
class WorkPoolConcurrencyResource {
    private final ConcurrencyStatus status;
    private final WorkPools workPools;
    private final CurrentCaller caller;

    WorkPoolConcurrencyResource(ConcurrencyStatus status, WorkPools workPools, CurrentCaller caller) {
        this.status = status;
        this.workPools = workPools;
        this.caller = caller;
    }

    @POST
    public Uni<ConcurrencyStatus.OfPool> ofPool(@RestPath String name, @Nullable JsonObject body) {
        return workPools.get(caller.workspace(), name).chain(workPool -> status.of(workPool, body));
    }
}
