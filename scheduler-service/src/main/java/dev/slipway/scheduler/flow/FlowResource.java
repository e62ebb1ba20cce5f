package dev.slipway.scheduler.flow;

import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.json.Names;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Deleted;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/flows")
class FlowResource {
    private final FlowRepository flows;
    private final Listing listing;
    private final Transactions transactions;
    private final Outbox outbox;
    private final CurrentCaller caller;

    FlowResource(
            FlowRepository flows, Listing listing, Transactions transactions, Outbox outbox, CurrentCaller caller) {
        this.flows = flows;
        this.listing = listing;
        this.transactions = transactions;
        this.outbox = outbox;
        this.caller = caller;
    }

    @POST
    public Uni<RestResponse<Flow>> create(FlowRequest request) {
        ApiProblem.requireBody(request);
        var name = Names.valid(request.name());
        return flows.ensure(caller.workspace(), name, request.givenTags(), request.givenLabels())
                .map(ensured -> RestResponse.status(
                        ensured.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, ensured.flow()));
    }

    @GET
    @Path("{id}")
    public Uni<Flow> get(@RestPath UUID id) {
        return found(caller.workspace(), id);
    }

    @GET
    @Path("name/{name}")
    public Uni<Flow> named(@RestPath String name) {
        return flows.named(caller.workspace(), name).map(flow -> flow.orElseThrow(FlowResource::notFound));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> update(@RestPath UUID id, FlowRequest request) {
        ApiProblem.requireBody(request);
        return flows.setTags(caller.workspace(), id, request.givenTags())
                .invoke(exists -> {
                    if (!exists) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return found(caller.workspace(), id).chain(flow -> transactions.run(tx -> delete(tx, flow)));
    }

    @POST
    @Path("bulk_delete")
    public Uni<Deleted> deleteMany(@Nullable JsonObject body) {
        var workspace = caller.workspace();
        return listing.ids(Target.FLOWS, workspace, body, "NAME_ASC")
                .chain(ids -> transactions.run(tx -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> flows.find(tx, workspace, id)
                                .chain(found -> delete(tx, found.orElseThrow(FlowResource::notFound)))
                                .replaceWith(id))
                        .collect()
                        .asList()))
                .map(Deleted::new);
    }

    /** Its deployments go too, and everybody is told. */
    private Uni<Void> delete(SqlConnection tx, Flow flow) {
        return flows.deploymentsOf(tx, flow)
                .chain(removed -> outbox.appendAll(tx, removed, Cause.NONE))
                .chain(() -> flows.delete(tx, flow));
    }

    @POST
    @Path("filter")
    public Uni<List<Flow>> filter(@Nullable JsonObject body) {
        return flows.list(listing.query(Target.FLOWS, caller.workspace(), body), body);
    }

    @POST
    @Path("count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return listing.count(listing.query(Target.FLOWS, caller.workspace(), body));
    }

    @POST
    @Path("paginate")
    public Uni<Listing.Page<Flow>> paginate(@Nullable JsonObject body) {
        return listing.paginate(body, count(body), filter(Listing.paged(body)));
    }

    private Uni<Flow> found(String workspace, UUID id) {
        return flows.find(workspace, id).map(flow -> flow.orElseThrow(FlowResource::notFound));
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("Flow not found");
    }
}
