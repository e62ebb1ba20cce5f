package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Questions about blocks are answered truly: there are none. Making one is refused. */
@Path("/api")
class BlockResource {
    private static final String NONE = "Slipway has no blocks yet";

    @POST
    @Path("block_types")
    public JsonObject createType(@Nullable JsonObject type) {
        throw ApiProblem.of(501, NONE + ".");
    }

    @POST
    @Path("block_documents")
    public JsonObject createDocument(@Nullable JsonObject document) {
        throw ApiProblem.of(501, NONE + ".");
    }

    @POST
    @Path("block_types/filter")
    public JsonArray types(@Nullable JsonObject body) {
        return new JsonArray();
    }

    @POST
    @Path("block_documents/filter")
    public JsonArray documents(@Nullable JsonObject body) {
        return new JsonArray();
    }

    @GET
    @Path("block_types/slug/{slug}")
    public JsonObject type(@RestPath String slug) {
        throw ApiProblem.notFound("Block type '" + slug + "' not found: " + NONE + ".");
    }

    @GET
    @Path("block_types/slug/{slug}/block_documents/name/{name}")
    public JsonObject document(@RestPath String slug, @RestPath String name) {
        throw ApiProblem.notFound("Block document '" + slug + "/" + name + "' not found: " + NONE + ".");
    }

    @GET
    @Path("block_documents/{id}")
    public JsonObject document(@RestPath String id) {
        throw ApiProblem.notFound("Block document not found: " + NONE + ".");
    }
}
