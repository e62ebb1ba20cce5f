package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.flowrun.FlowRunView;
import dev.slipway.scheduler.flowrun.FlowRunViews;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import dev.slipway.scheduler.workpool.WorkQueue;
import dev.slipway.scheduler.workpool.WorkQueueRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** What those who run deployments themselves ask for: {@code flow.serve()} and older runners. */
@Path("/api/deployments")
class DeploymentPollResource {
    private static final String SOONEST = "NEXT_SCHEDULED_START_TIME_ASC";

    private final Deployments deployments;
    private final WorkQueueRepository queues;
    private final FlowRunViews views;
    private final Listing listing;
    private final CurrentCaller caller;

    DeploymentPollResource(
            Deployments deployments,
            WorkQueueRepository queues,
            FlowRunViews views,
            Listing listing,
            CurrentCaller caller) {
        this.deployments = deployments;
        this.queues = queues;
        this.views = views;
        this.listing = listing;
        this.caller = caller;
    }

    /** Scheduled runs of those deployments, the soonest first. */
    @POST
    @Path("get_scheduled_flow_runs")
    public Uni<List<FlowRunView>> due(JsonObject body) {
        ApiProblem.requireBody(body);
        if (!(body.getValue("deployment_ids") instanceof JsonArray ids)) {
            throw ApiProblem.invalid("deployment_ids: a list of UUIDs is needed");
        }
        var asked = new JsonObject()
                .put("deployments", any("id", ids))
                .put("flow_runs", scheduledBefore(body.getValue("scheduled_before")))
                .put("limit", body.getValue("limit"));
        var query = listing.query(Target.FLOW_RUNS, caller.workspace(), asked);
        return listing.list(query, asked, SOONEST, FlowRunRepository.COLUMNS, FlowRunRepository::read)
                .chain(views::of);
    }

    /** The queue that serves the deployment; none if it has none. */
    @GET
    @Path("{id}/work_queue_check")
    public Uni<List<WorkQueue>> queues(@RestPath UUID id) {
        var workspace = caller.workspace();
        return deployments.require(workspace, id).chain(deployment -> {
            UUID queue = deployment.workQueueId();
            return queue == null
                    ? Uni.createFrom().item(List.of())
                    : queues.find(workspace, queue).map(found -> found.stream().toList());
        });
    }

    private static JsonObject scheduledBefore(@org.jspecify.annotations.Nullable Object time) {
        var filter = new JsonObject().put("state", any("type", new JsonArray().add("SCHEDULED")));
        return time == null ? filter : filter.put("next_scheduled_start_time", new JsonObject().put("before_", time));
    }

    private static JsonObject any(String criterion, JsonArray values) {
        return new JsonObject().put(criterion, new JsonObject().put("any_", values));
    }
}
