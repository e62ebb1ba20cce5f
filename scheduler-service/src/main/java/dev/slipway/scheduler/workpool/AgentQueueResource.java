package dev.slipway.scheduler.workpool;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.flowrun.FlowRunView;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Queues without a pool, which clients of before work pools make: they belong to the pool {@value #POOL}. */
@Path("/api/work_queues")
class AgentQueueResource {
    private static final String POOL = "default-agent-pool";

    private final AgentQueues agentQueues;
    private final CurrentCaller caller;

    AgentQueueResource(AgentQueues agentQueues, CurrentCaller caller) {
        this.agentQueues = agentQueues;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<WorkQueue> create(WorkQueueRequest request) {
        ApiProblem.requireBody(request);
        return agentQueues.create(caller.workspace(), POOL, request.toQueue());
    }

    @GET
    @Path("name/{name}")
    public Uni<WorkQueue> named(@RestPath String name) {
        return agentQueues.named(caller.workspace(), POOL, name);
    }

    @POST
    @Path("{id}/get_runs")
    public Uni<List<FlowRunView>> due(@RestPath UUID id, @Nullable PollRequest request) {
        return agentQueues.due(caller.workspace(), id, request == null ? PollRequest.ALL : request);
    }
}
