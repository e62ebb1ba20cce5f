package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Listing;
import dev.slipway.scheduler.query.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Documents as clients read them. */
@ApplicationScoped
class DocumentViews {
    private final BlockDocumentRepository documents;
    private final BlockTypeRepository types;
    private final SchemaViews schemas;
    private final Listing listing;
    private final Pool pool;

    DocumentViews(
            BlockDocumentRepository documents,
            BlockTypeRepository types,
            SchemaViews schemas,
            Listing listing,
            Pool pool) {
        this.documents = documents;
        this.types = types;
        this.schemas = schemas;
        this.listing = listing;
        this.pool = pool;
    }

    /** Those that a filter describes, in the order that the body asks for. */
    Uni<List<BlockDocumentView>> list(String workspace, JsonObject body, Secrets secrets) {
        var query = listing.query(Target.BLOCK_DOCUMENTS, workspace, body);
        return listing.list(query, body, "NAME_ASC", "bd.*", documents::read)
                .chain(page -> whole(pool, workspace, page, secrets));
    }

    Uni<BlockDocumentView> one(String workspace, JsonObject filter, Secrets secrets) {
        return list(workspace, filter, secrets == Secrets.SHOWN ? Secrets.NEEDED : secrets)
                .map(found -> found.stream().findFirst().orElseThrow(DocumentViews::notFound));
    }

    Uni<List<BlockDocumentView>> ofType(String workspace, String slug, Secrets secrets) {
        return types.named(pool, workspace, slug)
                .map(type -> type.orElseThrow(BlockTypes::notFound))
                .chain(type -> list(workspace, DocumentFilter.ofType(type.id()), secrets));
    }

    Uni<Long> count(String workspace, JsonObject body) {
        return listing.count(listing.query(Target.BLOCK_DOCUMENTS, workspace, body));
    }

    /** As it is within a transaction, without secrets. */
    Uni<BlockDocumentView> get(SqlClient client, String workspace, UUID id) {
        return documents
                .of(client, workspace, List.of(id))
                .chain(found -> whole(client, workspace, found, Secrets.HIDDEN))
                .map(found -> found.stream().findFirst().orElseThrow(DocumentViews::notFound));
    }

    private Uni<List<BlockDocumentView>> whole(
            SqlClient client, String workspace, List<BlockDocument> page, Secrets secrets) {
        if (page.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var ids = page.stream().map(BlockDocument::id).collect(Collectors.toSet());
        return documents.references(client, workspace, ids).chain(references -> {
            var others = new HashSet<UUID>();
            references.forEach(reference -> others.add(reference.child()));
            others.removeAll(ids);
            return others(client, workspace, others)
                    .chain(more -> tree(
                            client,
                            workspace,
                            Stream.concat(page.stream(), more.stream()).toList(),
                            references,
                            secrets))
                    .map(tree -> page.stream().map(tree::view).toList());
        });
    }

    private Uni<List<BlockDocument>> others(SqlClient client, String workspace, Set<UUID> others) {
        return others.isEmpty() ? Uni.createFrom().item(List.of()) : documents.of(client, workspace, others);
    }

    private Uni<DocumentTree> tree(
            SqlClient client,
            String workspace,
            List<BlockDocument> all,
            List<DocumentReference> references,
            Secrets secrets) {
        var schemaIds = all.stream().map(BlockDocument::blockSchemaId).collect(Collectors.toSet());
        var byId = all.stream().collect(Collectors.toMap(BlockDocument::id, Function.identity()));
        return schemas.load(client, workspace, schemaIds)
                .map(loaded -> new DocumentTree(byId, references, loaded, secrets));
    }

    static ApiProblem notFound() {
        return ApiProblem.notFound("Block document not found");
    }
}
