package dev.slipway.scheduler.block;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/block_types")
class BlockTypeResource {
    private final BlockTypes types;
    private final BlockTypeRepository stored;
    private final BlockInstallation installation;
    private final Listing listing;
    private final Pool pool;
    private final CurrentCaller caller;

    BlockTypeResource(
            BlockTypes types,
            BlockTypeRepository stored,
            BlockInstallation installation,
            Listing listing,
            Pool pool,
            CurrentCaller caller) {
        this.types = types;
        this.stored = stored;
        this.installation = installation;
        this.listing = listing;
        this.pool = pool;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<BlockType> create(@Nullable JsonObject body) {
        return types.create(caller.workspace(), BlockTypeRequest.of(body));
    }

    @GET
    @Path("{id}")
    public Uni<BlockType> get(@RestPath UUID id) {
        return stored.find(pool, caller.workspace(), id).map(found -> found.orElseThrow(BlockTypes::notFound));
    }

    @GET
    @Path("slug/{slug}")
    public Uni<BlockType> named(@RestPath String slug) {
        return stored.named(pool, caller.workspace(), slug).map(found -> found.orElseThrow(BlockTypes::notFound));
    }

    @POST
    @Path("filter")
    public Uni<List<BlockType>> filter(@Nullable JsonObject body) {
        var asked = DocumentFilter.unsorted(body);
        var query = listing.query(Target.BLOCK_TYPES, caller.workspace(), asked);
        return listing.list(query, asked, "NAME_ASC", "bt.*", Listing.each(BlockTypeRepository::read));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> update(@RestPath UUID id, @Nullable JsonObject body) {
        return types.update(caller.workspace(), id, BlockTypeRequest.changes(body));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return types.delete(caller.workspace(), id);
    }

    @POST
    @Path("install_system_block_types")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<String> install() {
        return installation.installProtected(caller.workspace()).replaceWith("null");
    }
}
