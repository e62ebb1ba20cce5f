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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/work_queues")
class WorkQueueResource {
    private final WorkQueueRepository queues;
    private final Listing listing;
    private final CurrentCaller caller;

    WorkQueueResource(WorkQueueRepository queues, Listing listing, CurrentCaller caller) {
        this.queues = queues;
        this.listing = listing;
        this.caller = caller;
    }

    /** Health of a queue as the CLI shows it. */
    record StatusView(
            boolean healthy, int lateRunsCount, @Nullable Instant lastPolled) {}

    @GET
    @Path("{id}")
    public Uni<WorkQueue> get(@RestPath UUID id) {
        return queues.find(caller.workspace(), id)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("work queue not found")));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> update(@RestPath UUID id, JsonObject changes) {
        ApiProblem.requireBody(changes);
        return get(id).chain(queue -> queues.update(queue, changes));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return get(id).chain(queues::delete);
    }

    @GET
    @Path("{id}/status")
    public Uni<StatusView> status(@RestPath UUID id) {
        return get(id).chain(queue -> queues.lateRuns(queue)
                .map(late -> new StatusView(late == 0 && queue.status().equals("READY"), late, queue.lastPolled())));
    }

    @POST
    @Path("filter")
    public Uni<List<WorkQueue>> filter(@Nullable JsonObject body) {
        return queues.list(listing.query(Target.WORK_QUEUES, caller.workspace(), body), body);
    }
}
