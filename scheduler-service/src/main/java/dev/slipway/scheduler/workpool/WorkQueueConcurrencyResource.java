package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/work_queues/{id}/concurrency_status")
class WorkQueueConcurrencyResource {
    private final ConcurrencyStatus status;
    private final WorkQueueRepository queues;
    private final CurrentCaller caller;

    WorkQueueConcurrencyResource(ConcurrencyStatus status, WorkQueueRepository queues, CurrentCaller caller) {
        this.status = status;
        this.queues = queues;
        this.caller = caller;
    }

    @POST
    public Uni<ConcurrencyStatus.OfQueue> ofQueue(@RestPath UUID id, @Nullable JsonObject body) {
        return queues.find(caller.workspace(), id)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Work queue not found.")))
                .chain(queue -> status.of(queue, body));
    }
}
