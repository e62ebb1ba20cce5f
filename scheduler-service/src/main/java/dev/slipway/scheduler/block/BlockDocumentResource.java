package dev.slipway.scheduler.block;

import dev.slipway.scheduler.caller.CurrentCaller;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/block_documents")
class BlockDocumentResource {
    private final BlockDocuments documents;
    private final DocumentViews views;
    private final CurrentCaller caller;

    BlockDocumentResource(BlockDocuments documents, DocumentViews views, CurrentCaller caller) {
        this.documents = documents;
        this.views = views;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public Uni<BlockDocumentView> create(@Nullable JsonObject body) {
        return documents.create(caller.workspace(), BlockDocumentRequest.of(body));
    }

    @GET
    @Path("{id}")
    public Uni<BlockDocumentView> get(@RestPath UUID id, @RestQuery(Secrets.PARAMETER) @Nullable String secrets) {
        return views.one(caller.workspace(), DocumentFilter.one(id), Secrets.asked(secrets));
    }

    @POST
    @Path("filter")
    public Uni<List<BlockDocumentView>> filter(@Nullable JsonObject body) {
        var asked = DocumentFilter.of(body);
        var secrets = Secrets.of(new BlockBody(asked).bool(Secrets.PARAMETER, false));
        return views.list(caller.workspace(), asked, secrets);
    }

    @POST
    @Path("count")
    public Uni<Long> count(@Nullable JsonObject body) {
        return views.count(caller.workspace(), DocumentFilter.of(body));
    }

    @PATCH
    @Path("{id}")
    public Uni<Void> update(@RestPath UUID id, @Nullable JsonObject body) {
        return documents.update(caller.workspace(), id, BlockDocumentRequest.Change.of(body));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> delete(@RestPath UUID id) {
        return documents.delete(caller.workspace(), id);
    }
}
