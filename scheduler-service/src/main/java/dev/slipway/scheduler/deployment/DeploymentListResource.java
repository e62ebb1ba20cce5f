package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/deployments")
class DeploymentListResource {
    private final DeploymentRepository deployments;
    private final DeploymentViews views;
    private final Listing listing;
    private final CurrentCaller caller;

    DeploymentListResource(
            DeploymentRepository deployments, DeploymentViews views, Listing listing, CurrentCaller caller) {
        this.deployments = deployments;
        this.views = views;
        this.listing = listing;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    public Uni<DeploymentView> get(@RestPath UUID id) {
        return deployments
                .find(caller.workspace(), id)
                .chain(found -> views.of(found.orElseThrow(Deployments::notFound)));
    }

    @GET
    @Path("name/{flow}/{name}")
    public Uni<DeploymentView> named(@RestPath String flow, @RestPath String name) {
        return deployments
                .named(caller.workspace(), flow, name)
                .chain(found -> views.of(found.orElseThrow(Deployments::notFound)));
    }

    @POST
    @Path("filter")
    public Uni<List<DeploymentView>> filter(@Nullable JsonObject body) {
        var query = listing.query(Target.DEPLOYMENTS, caller.workspace(), body);
        return listing.list(
                        query, body, "NAME_ASC", DeploymentRepository.COLUMNS, Listing.each(DeploymentRepository::read))
                .chain(views::of);
    }

    @POST
    @Path("count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return listing.count(listing.query(Target.DEPLOYMENTS, caller.workspace(), body));
    }

    @POST
    @Path("paginate")
    public Uni<Listing.Page<DeploymentView>> paginate(@Nullable JsonObject body) {
        return listing.paginate(body, count(body), filter(Listing.paged(body)));
    }
}
