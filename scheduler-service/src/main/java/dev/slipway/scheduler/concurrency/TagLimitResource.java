package dev.slipway.scheduler.concurrency;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Limits of tags. What is deleted and reset answers 200, as clients expect of these calls. */
@Path("/api/concurrency_limits")
class TagLimitResource {
    private final TagLimits tagLimits;
    private final LimitRepository limits;
    private final CurrentCaller caller;

    TagLimitResource(TagLimits tagLimits, LimitRepository limits, CurrentCaller caller) {
        this.tagLimits = tagLimits;
        this.limits = limits;
        this.caller = caller;
    }

    @POST
    public Uni<RestResponse<TagLimit>> create(TagLimitRequest.Create request) {
        ApiProblem.requireBody(request);
        return tagLimits
                .ensure(caller.workspace(), request.validTag(), request.validLimit())
                .map(ensured -> RestResponse.status(
                        ensured.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, ensured.limit()));
    }

    @GET
    @Path("{id}")
    public Uni<TagLimit> get(@RestPath UUID id) {
        return found(id.toString());
    }

    @GET
    @Path("tag/{tag}")
    public Uni<TagLimit> ofTag(@RestPath String tag) {
        return found(TagLimit.name(tag));
    }

    @POST
    @Path("filter")
    public Uni<List<TagLimit>> filter(@Nullable JsonObject body) {
        var workspace = caller.workspace();
        return limits.listOfTags(workspace, body).chain(found -> tagLimits.views(workspace, found));
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(200)
    public Uni<Void> delete(@RestPath UUID id) {
        return orNotFound(tagLimits.delete(caller.workspace(), id.toString()));
    }

    @DELETE
    @Path("tag/{tag}")
    @ResponseStatus(200)
    public Uni<Void> deleteOfTag(@RestPath String tag) {
        return orNotFound(tagLimits.delete(caller.workspace(), TagLimit.name(tag)));
    }

    @POST
    @Path("tag/{tag}/reset")
    @ResponseStatus(200)
    public Uni<Void> reset(@RestPath String tag, TagLimitRequest.@Nullable Reset request) {
        var holders = (request == null ? TagLimitRequest.Reset.ALL : request).holders();
        return orNotFound(tagLimits.reset(caller.workspace(), TagLimit.name(tag), holders));
    }

    private Uni<TagLimit> found(String idOrName) {
        return tagLimits.find(caller.workspace(), idOrName).map(found -> found.orElseThrow(TagLimitResource::notFound));
    }

    private static Uni<Void> orNotFound(Uni<Boolean> done) {
        return done.invoke(existed -> {
                    if (!existed) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("Concurrency limit not found");
    }
}
