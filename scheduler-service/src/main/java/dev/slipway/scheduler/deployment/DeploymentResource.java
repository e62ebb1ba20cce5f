package dev.slipway.scheduler.deployment;

import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.flow.FlowRepository;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/deployments")
class DeploymentResource {
    private final Deployments deployments;
    private final DeploymentViews views;
    private final FlowRepository flows;
    private final Transactions transactions;
    private final Signals signals;
    private final CurrentCaller caller;

    DeploymentResource(
            Deployments deployments,
            DeploymentViews views,
            FlowRepository flows,
            Transactions transactions,
            Signals signals,
            CurrentCaller caller) {
        this.deployments = deployments;
        this.views = views;
        this.flows = flows;
        this.transactions = transactions;
        this.signals = signals;
        this.caller = caller;
    }

    @POST
    public Uni<RestResponse<DeploymentView>> create(JsonObject json) {
        ApiProblem.requireBody(json);
        var workspace = caller.workspace();
        var body = new DeploymentBody(json);
        var flowId = body.flowId();
        return transactions
                .run(tx -> flows.find(tx, workspace, flowId)
                        .map(found -> found.orElseThrow(() -> ApiProblem.notFound("Flow not found")))
                        .chain(flow -> deployments.register(tx, flow, body, Origin.CLIENT, Cause.NONE)))
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES))
                .chain(registered -> views.of(registered.deployment())
                        .map(view -> RestResponse.status(
                                registered.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, view)));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> update(@RestPath UUID id, JsonObject body) {
        ApiProblem.requireBody(body);
        var workspace = caller.workspace();
        return transactions
                .run(tx -> deployments.update(tx, workspace, id, new DeploymentBody(body)))
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES))
                .replaceWithVoid();
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        var workspace = caller.workspace();
        return transactions.run(tx -> deployments.delete(tx, workspace, id));
    }

    @POST
    @Path("{id}/pause_deployment")
    @ResponseStatus(200)
    public Uni<Void> pause(@RestPath UUID id) {
        return pause(id, true);
    }

    @POST
    @Path("{id}/resume_deployment")
    @ResponseStatus(200)
    public Uni<Void> resume(@RestPath UUID id) {
        return pause(id, false);
    }

    private Uni<Void> pause(UUID id, boolean paused) {
        var workspace = caller.workspace();
        return transactions
                .run(tx -> deployments.pause(tx, workspace, id, paused))
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES));
    }
}
