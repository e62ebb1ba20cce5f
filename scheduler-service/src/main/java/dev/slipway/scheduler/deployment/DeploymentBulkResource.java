package dev.slipway.scheduler.deployment;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Deleted;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Many deployments, or many runs of one, at once. */
@Path("/api/deployments")
class DeploymentBulkResource {
    private static final int MOST_RUNS = 100;

    private final Deployments deployments;
    private final DeploymentRunResource.Submission submission;
    private final Listing listing;
    private final Transactions transactions;
    private final Signals signals;
    private final CurrentCaller caller;

    DeploymentBulkResource(
            Deployments deployments,
            DeploymentRunResource.Submission submission,
            Listing listing,
            Transactions transactions,
            Signals signals,
            CurrentCaller caller) {
        this.deployments = deployments;
        this.submission = submission;
        this.listing = listing;
        this.transactions = transactions;
        this.signals = signals;
        this.caller = caller;
    }

    /** What became of one asked run. */
    record Result(
            @Nullable UUID flowRunId,
            String status,
            @Nullable String error) {}

    /** One for each asked run, in their order. */
    record Results(List<Result> results) {}

    @POST
    @Path("bulk_delete")
    public Uni<Deleted> deleteMany(@Nullable JsonObject body) {
        var workspace = caller.workspace();
        return listing.ids(Target.DEPLOYMENTS, workspace, body, "NAME_ASC")
                .chain(ids -> transactions.run(tx -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(
                                id -> deployments.delete(tx, workspace, id).replaceWith(id))
                        .collect()
                        .asList()))
                .map(Deleted::new);
    }

    /** Each run is made, or refused, by itself. */
    @POST
    @Path("{id}/create_flow_run/bulk")
    public Uni<Results> createRuns(@RestPath UUID id, List<DeploymentRunRequest> requests) {
        ApiProblem.requireBody(requests);
        if (requests.size() > MOST_RUNS) {
            throw ApiProblem.of(400, "Cannot create more than " + MOST_RUNS + " flow runs at once.");
        }
        var workspace = caller.workspace();
        return deployments
                .require(workspace, id)
                .onItem()
                .transformToMulti(there -> Multi.createFrom().iterable(requests))
                .onItem()
                .transformToUniAndConcatenate(request -> create(workspace, id, request))
                .collect()
                .asList()
                .invoke(() -> signals.raise(Signals.Signal.RUNS))
                .map(Results::new);
    }

    private Uni<Result> create(String workspace, UUID id, DeploymentRunRequest request) {
        return transactions
                .run(tx -> submission.submit(tx, workspace, id, request, null))
                .map(submitted -> new Result(submitted.run().id(), "CREATED", null))
                .onFailure(ApiProblem.class)
                .recoverWithItem(refused -> new Result(null, "FAILED", refused.getMessage()));
    }
}
