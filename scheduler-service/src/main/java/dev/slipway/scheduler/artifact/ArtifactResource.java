package dev.slipway.scheduler.artifact;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.ListQuery;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/artifacts")
class ArtifactResource {
    private final ArtifactRepository stored;
    private final Artifacts artifacts;
    private final Listing listing;
    private final CurrentCaller caller;

    ArtifactResource(ArtifactRepository stored, Artifacts artifacts, Listing listing, CurrentCaller caller) {
        this.stored = stored;
        this.artifacts = artifacts;
        this.listing = listing;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<Artifact> create(JsonObject body) {
        ApiProblem.requireBody(body);
        return artifacts.create(caller.workspace(), new ArtifactRequest(body).valid());
    }

    @GET
    @Path("{id}")
    public Uni<Artifact> get(@RestPath UUID id) {
        return stored.find(caller.workspace(), id).map(found -> found.orElseThrow(ArtifactResource::notFound));
    }

    @GET
    @Path("{key}/latest")
    public Uni<LatestArtifact> latest(@RestPath String key) {
        return stored.latest(caller.workspace(), key).map(found -> found.orElseThrow(ArtifactResource::notFound));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> update(@RestPath UUID id, JsonObject body) {
        ApiProblem.requireBody(body);
        var changes = new ArtifactRequest(body).valid().json();
        return existed(artifacts.update(caller.workspace(), id, changes));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return existed(artifacts.delete(caller.workspace(), id));
    }

    @POST
    @Path("filter")
    public Uni<List<Artifact>> filter(@Nullable JsonObject body) {
        return stored.list(query(Target.ARTIFACTS, body), body);
    }

    @POST
    @Path("count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return listing.count(query(Target.ARTIFACTS, body));
    }

    @POST
    @Path("latest/filter")
    public Uni<List<LatestArtifact>> filterLatest(@Nullable JsonObject body) {
        return stored.listLatest(query(Target.LATEST_ARTIFACTS, body), body);
    }

    @POST
    @Path("latest/count")
    public Uni<Long> countLatest(@Nullable JsonObject body) {
        return listing.count(query(Target.LATEST_ARTIFACTS, body));
    }

    private ListQuery query(Target target, @Nullable JsonObject body) {
        return listing.query(target, caller.workspace(), body);
    }

    private static Uni<Void> existed(Uni<Boolean> changed) {
        return changed.invoke(was -> {
                    if (!was) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("Artifact not found.");
    }
}
