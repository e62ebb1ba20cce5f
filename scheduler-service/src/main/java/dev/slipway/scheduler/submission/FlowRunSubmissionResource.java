package dev.slipway.scheduler.submission;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.flow.FlowRepository;
import dev.slipway.scheduler.flowrun.FlowRunView;
import dev.slipway.scheduler.flowrun.FlowRunViews;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.workpool.WorkPoolRepository;
import dev.slipway.scheduler.workpool.WorkQueueRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/flow_runs")
class FlowRunSubmissionResource {
    private final FlowRuns runs;
    private final FlowRepository flows;
    private final Queues queues;
    private final FlowRunViews views;
    private final Transactions transactions;
    private final CurrentCaller caller;

    FlowRunSubmissionResource(
            FlowRuns runs,
            FlowRepository flows,
            Queues queues,
            FlowRunViews views,
            Transactions transactions,
            CurrentCaller caller) {
        this.runs = runs;
        this.flows = flows;
        this.queues = queues;
        this.views = views;
        this.transactions = transactions;
        this.caller = caller;
    }

    /** Finds the queue that a body names. */
    @ApplicationScoped
    static class Queues {
        private final WorkPoolRepository workPools;
        private final WorkQueueRepository queues;

        Queues(WorkPoolRepository workPools, WorkQueueRepository queues) {
            this.workPools = workPools;
            this.queues = queues;
        }

        Uni<@Nullable UUID> named(
                SqlConnection tx, String workspace, @Nullable String poolName, @Nullable String queueName) {
            if (poolName == null) {
                return Uni.createFrom().nullItem();
            }
            return workPools
                    .named(tx, workspace, poolName)
                    .map(found ->
                            found.orElseThrow(() -> ApiProblem.notFound("Work pool \"" + poolName + "\" not found.")))
                    .chain(workPool -> queues.ensure(tx, workPool, queueName));
        }
    }

    @POST
    public Uni<RestResponse<FlowRunView>> create(FlowRunRequest request) {
        ApiProblem.requireBody(request);
        var flowId = request.flowId();
        if (flowId == null) {
            throw ApiProblem.invalid("flow_id: field required");
        }
        var workspace = caller.workspace();
        return transactions
                .run(tx -> flows.find(tx, workspace, flowId)
                        .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow not found")))
                        .chain(() -> queues.named(tx, workspace, request.workPoolName(), request.workQueueName()))
                        .chain(queueId -> runs.submit(tx, request.toRun(workspace, flowId, queueId))))
                .chain(submitted -> views.of(submitted.run())
                        .map(view -> RestResponse.status(
                                submitted.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, view)));
    }
}
