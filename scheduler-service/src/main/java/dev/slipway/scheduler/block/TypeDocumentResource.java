package dev.slipway.scheduler.block;

import dev.slipway.scheduler.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/block_types/slug/{slug}/block_documents")
class TypeDocumentResource {
    private final DocumentViews views;
    private final CurrentCaller caller;

    TypeDocumentResource(DocumentViews views, CurrentCaller caller) {
        this.views = views;
        this.caller = caller;
    }

    @GET
    public Uni<List<BlockDocumentView>> all(
            @RestPath String slug, @RestQuery(Secrets.PARAMETER) @Nullable String secrets) {
        return views.ofType(caller.workspace(), slug, Secrets.asked(secrets));
    }

    @GET
    @Path("name/{name}")
    public Uni<BlockDocumentView> named(
            @RestPath String slug, @RestPath String name, @RestQuery(Secrets.PARAMETER) @Nullable String secrets) {
        return views.one(caller.workspace(), DocumentFilter.one(slug, name), Secrets.asked(secrets));
    }
}
