package dev.slipway.scheduler.deployment;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.flowrun.FlowRunView;
import dev.slipway.scheduler.flowrun.FlowRunViews;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.signal.Signals;
import dev.slipway.scheduler.submission.FlowRuns;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/deployments/{id}/create_flow_run")
class DeploymentRunResource {
    private final Submission submission;
    private final FlowRunViews views;
    private final Transactions transactions;
    private final Signals signals;
    private final CurrentCaller caller;

    DeploymentRunResource(
            Submission submission,
            FlowRunViews views,
            Transactions transactions,
            Signals signals,
            CurrentCaller caller) {
        this.submission = submission;
        this.views = views;
        this.transactions = transactions;
        this.signals = signals;
        this.caller = caller;
    }

    /** Makes runs of deployments. */
    @ApplicationScoped
    static class Submission {
        private final DeploymentRepository deployments;
        private final Checks checks;
        private final FlowRuns runs;

        Submission(DeploymentRepository deployments, Checks checks, FlowRuns runs) {
            this.deployments = deployments;
            this.checks = checks;
            this.runs = runs;
        }

        Uni<FlowRuns.Submitted> submit(
                SqlConnection tx,
                String workspace,
                UUID id,
                DeploymentRunRequest request,
                @Nullable JsonObject createdBy) {
            return deployments
                    .find(tx, workspace, id)
                    .map(found -> found.orElseThrow(Deployments::notFound))
                    .chain(deployment -> submit(tx, deployment, request, createdBy));
        }

        private Uni<FlowRuns.Submitted> submit(
                SqlConnection tx, Deployment deployment, DeploymentRunRequest request, @Nullable JsonObject createdBy) {
            return checks.parameters()
                    .ofRun(tx, deployment, request.givenParameters(), request.isEnforced(deployment))
                    .chain(parameters -> checks.placement()
                            .queueOfRun(tx, deployment, request.workQueueName(), request.jobVariables())
                            .chain(queueId -> runs.submit(
                                    tx,
                                    request.toRun(deployment, parameters, queueId)
                                            .by(createdBy))));
        }
    }

    @POST
    public Uni<RestResponse<FlowRunView>> create(@RestPath UUID id, DeploymentRunRequest request) {
        ApiProblem.requireBody(request);
        var workspace = caller.workspace();
        return transactions
                .run(tx -> submission.submit(tx, workspace, id, request, null))
                .invoke(() -> signals.raise(Signals.Signal.RUNS))
                .chain(submitted -> views.of(submitted.run())
                        .map(view -> RestResponse.status(
                                submitted.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, view)));
    }
}
