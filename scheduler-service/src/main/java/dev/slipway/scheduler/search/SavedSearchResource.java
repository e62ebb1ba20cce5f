package dev.slipway.scheduler.search;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/saved_searches")
class SavedSearchResource {
    private static final List<String> PARTS = List.of("object", "property", "type", "operation");

    private final SavedSearchRepository searches;
    private final Listing listing;
    private final CurrentCaller caller;

    SavedSearchResource(SavedSearchRepository searches, Listing listing, CurrentCaller caller) {
        this.searches = searches;
        this.listing = listing;
        this.caller = caller;
    }

    @PUT
    public Uni<RestResponse<SavedSearch>> save(JsonObject body) {
        ApiProblem.requireBody(body);
        if (!(body.getValue("name") instanceof String name)) {
            throw ApiProblem.invalid("name: field required");
        }
        if (!(body.getValue("filters", new JsonArray()) instanceof JsonArray filters)) {
            throw ApiProblem.invalid("filters: a list is needed");
        }
        filters.forEach(SavedSearchResource::check);
        return searches.save(caller.workspace(), name, filters)
                .map(saved -> RestResponse.status(
                        saved.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, saved.search()));
    }

    private static void check(Object filter) {
        if (!(filter instanceof JsonObject object)
                || !PARTS.stream().allMatch(part -> object.getValue(part) instanceof String)
                || !object.containsKey("value")) {
            throw ApiProblem.invalid("filters: each needs the strings " + PARTS + " and a value");
        }
    }

    @GET
    @Path("{id}")
    public Uni<SavedSearch> get(@RestPath UUID id) {
        return searches.find(caller.workspace(), id).map(found -> found.orElseThrow(SavedSearchResource::notFound));
    }

    @POST
    @Path("filter")
    public Uni<List<SavedSearch>> filter(@Nullable JsonObject body) {
        return searches.list(listing.query(Target.SAVED_SEARCHES, caller.workspace(), body), body);
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return searches.delete(caller.workspace(), id)
                .invoke(existed -> {
                    if (!existed) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("Saved search not found");
    }
}
