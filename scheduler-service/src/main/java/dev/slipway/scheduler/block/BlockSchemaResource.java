package dev.slipway.scheduler.block;

import dev.slipway.scheduler.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api")
class BlockSchemaResource {
    private final BlockSchemas schemas;
    private final SchemaViews views;
    private final CurrentCaller caller;

    BlockSchemaResource(BlockSchemas schemas, SchemaViews views, CurrentCaller caller) {
        this.schemas = schemas;
        this.views = views;
        this.caller = caller;
    }

    @POST
    @Path("block_schemas")
    public Uni<RestResponse<BlockSchemaView>> create(@Nullable JsonObject body) {
        var workspace = caller.workspace();
        return schemas.create(workspace, BlockSchemaRequest.of(body)).chain(made -> views.get(workspace, made.id())
                .map(schema -> RestResponse.status(
                        made.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, schema)));
    }

    @GET
    @Path("block_schemas/{id}")
    public Uni<BlockSchemaView> get(@RestPath UUID id) {
        return views.get(caller.workspace(), id);
    }

    @GET
    @Path("block_schemas/checksum/{checksum}")
    public Uni<BlockSchemaView> get(@RestPath String checksum, @RestQuery @Nullable String version) {
        return views.get(caller.workspace(), checksum, version);
    }

    @POST
    @Path("block_schemas/filter")
    public Uni<List<BlockSchemaView>> filter(@Nullable JsonObject body) {
        return views.list(caller.workspace(), body);
    }

    @DELETE
    @Path("block_schemas/{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return schemas.delete(caller.workspace(), id);
    }

    @GET
    @Path("block_capabilities")
    public Uni<List<String>> capabilities() {
        return views.capabilities(caller.workspace());
    }
}
