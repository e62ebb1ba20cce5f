package dev.slipway.scheduler.automation;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Questions about automations are answered truly: there are none. Making one is refused. */
@Path("/api/automations")
class AutomationResource {
    static final String NONE = "Slipway has no automations yet";

    @POST
    public JsonObject create(@Nullable JsonObject automation) {
        throw ApiProblem.of(501, NONE + ": remove the triggers of the deployment.");
    }

    @POST
    @Path("filter")
    public JsonArray filter(@Nullable JsonObject body) {
        return new JsonArray();
    }

    @POST
    @Path("count")
    public int count(@Nullable JsonObject body) {
        return 0;
    }

    @GET
    @Path("{id}")
    public JsonObject get(@RestPath String id) {
        throw ApiProblem.notFound("Automation not found: " + NONE + ".");
    }

    @PUT
    @Path("{id}")
    public JsonObject replace(@RestPath String id, @Nullable JsonObject automation) {
        return get(id);
    }

    @PATCH
    @Path("{id}")
    public JsonObject change(@RestPath String id, @Nullable JsonObject changes) {
        return get(id);
    }

    @DELETE
    @Path("{id}")
    public JsonObject delete(@RestPath String id) {
        return get(id);
    }

    @POST
    @Path("templates/validate")
    public JsonObject validate(@Nullable String template) {
        throw TemplateResource.declined();
    }

    @GET
    @Path("related-to/{resource}")
    public JsonArray relatedTo(@RestPath String resource) {
        return new JsonArray();
    }

    /** Nothing is owned by the resource, so nothing has to be removed. */
    @DELETE
    @Path("owned-by/{resource}")
    @ResponseStatus(202)
    public void deleteOwnedBy(@RestPath String resource) {}
}
