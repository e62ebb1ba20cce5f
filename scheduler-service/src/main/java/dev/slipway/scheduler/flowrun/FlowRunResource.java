package dev.slipway.scheduler.flowrun;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Deleted;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/flow_runs")
class FlowRunResource {
    private final FlowRunRepository runs;
    private final FlowRunChanges changes;
    private final FlowRunViews views;
    private final Listing listing;
    private final CurrentCaller caller;

    FlowRunResource(
            FlowRunRepository runs, FlowRunChanges changes, FlowRunViews views, Listing listing, CurrentCaller caller) {
        this.runs = runs;
        this.changes = changes;
        this.views = views;
        this.listing = listing;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    public Uni<FlowRunView> get(@RestPath UUID id) {
        return runs.find(caller.workspace(), id)
                .chain(run -> views.of(run.orElseThrow(() -> ApiProblem.notFound("Flow run not found"))));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> update(@RestPath UUID id, JsonObject body) {
        ApiProblem.requireBody(body);
        return changes.update(caller.get(), id, body);
    }

    @PATCH
    @Path("{id}/labels")
    public Uni<Void> label(@RestPath UUID id, JsonObject labels) {
        ApiProblem.requireBody(labels);
        return changes.label(caller.get(), id, labels);
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return changes.delete(caller.workspace(), List.of(id))
                .invoke(deleted -> {
                    if (deleted.isEmpty()) {
                        throw ApiProblem.notFound("Flow run not found");
                    }
                })
                .replaceWithVoid();
    }

    @POST
    @Path("bulk_delete")
    public Uni<Deleted> deleteMany(@Nullable JsonObject body) {
        var workspace = caller.workspace();
        return listing.ids(Target.FLOW_RUNS, workspace, body, "ID_DESC")
                .chain(ids -> changes.delete(workspace, ids))
                .map(Deleted::new);
    }

    @POST
    @Path("filter")
    public Uni<List<FlowRunView>> filter(@Nullable JsonObject body) {
        var query = listing.query(Target.FLOW_RUNS, caller.workspace(), body);
        return listing.list(query, body, "ID_DESC", FlowRunRepository.COLUMNS, FlowRunRepository::read)
                .chain(views::of);
    }

    @POST
    @Path("count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return listing.count(listing.query(Target.FLOW_RUNS, caller.workspace(), body));
    }

    @POST
    @Path("paginate")
    public Uni<Listing.Page<FlowRunView>> paginate(@Nullable JsonObject body) {
        return listing.paginate(body, count(body), filter(Listing.paged(body)));
    }
}
