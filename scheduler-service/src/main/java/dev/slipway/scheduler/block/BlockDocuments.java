package dev.slipway.scheduler.block;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Documents change together with their references and the events that say so. */
@ApplicationScoped
class BlockDocuments {
    private final BlockDocumentRepository documents;
    private final BlockSchemaRepository schemas;
    private final BlockTypeRepository types;
    private final DocumentViews views;
    private final DocumentEvents events;
    private final Transactions transactions;

    BlockDocuments(
            BlockDocumentRepository documents,
            BlockSchemaRepository schemas,
            BlockTypeRepository types,
            DocumentViews views,
            DocumentEvents events,
            Transactions transactions) {
        this.documents = documents;
        this.schemas = schemas;
        this.types = types;
        this.views = views;
        this.events = events;
        this.transactions = transactions;
    }

    Uni<BlockDocumentView> create(String workspace, BlockDocumentRequest asked) {
        return transactions.run(tx -> types.find(tx, workspace, asked.blockTypeId())
                .map(type -> type.orElseThrow(
                        () -> ApiProblem.notFound("Block type " + asked.blockTypeId() + " not found.")))
                .chain(type -> documents.insert(tx, type, asked))
                .map(made -> made.orElseThrow(() -> ApiProblem.conflict("Block already exists")))
                .call(id -> refer(tx, workspace, id, asked.data().references()))
                .chain(id -> views.get(tx, workspace, id))
                .call(made -> events.append(tx, workspace, "created", made)));
    }

    Uni<Void> update(String workspace, UUID id, BlockDocumentRequest.Change change) {
        return transactions.run(tx -> documents
                .lock(tx, workspace, id)
                .map(found -> found.orElseThrow(DocumentViews::notFound))
                .chain(document -> schema(tx, workspace, document, change)
                        .chain(schema -> update(tx, workspace, document, schema, change)))
                .chain(() -> views.get(tx, workspace, id))
                .chain(changed -> events.append(tx, workspace, "updated", changed)));
    }

    Uni<Void> delete(String workspace, UUID id) {
        return transactions.run(tx -> views.get(tx, workspace, id)
                .chain(document -> events.append(tx, workspace, "deleted", document))
                .chain(() -> documents.delete(tx, workspace, id)));
    }

    /** The schema that the document has now, and, if another one is asked for, which. */
    private record Schemas(BlockSchema current, UUID next) {}

    private Uni<Schemas> schema(
            SqlConnection tx, String workspace, BlockDocument document, BlockDocumentRequest.Change change) {
        var asked = Objects.requireNonNullElse(change.blockSchemaId(), document.blockSchemaId());
        return schemas.of(tx, workspace, List.of(asked, document.blockSchemaId()))
                .map(found -> {
                    var byId = found.stream().collect(Collectors.toMap(BlockSchema::id, schema -> schema));
                    var next = byId.get(asked);
                    if (next == null) {
                        throw ApiProblem.of(400, "Block schema " + asked + " not found");
                    }
                    if (!next.blockTypeId().equals(document.blockTypeId())) {
                        throw ApiProblem.of(
                                400, "Must migrate block document to a block schema of the same block type.");
                    }
                    return new Schemas(Objects.requireNonNull(byId.get(document.blockSchemaId())), asked);
                });
    }

    private Uni<Void> update(
            SqlConnection tx,
            String workspace,
            BlockDocument document,
            Schemas schemas,
            BlockDocumentRequest.Change change) {
        return documents.references(tx, workspace, List.of(document.id())).chain(references -> {
            var before = current(document, references);
            var after = changed(before, schemas.current(), change);
            return documents
                    .update(tx, workspace, document.id(), schemas.next(), after.plain())
                    .chain(() -> after.references().equals(before.references())
                            ? Uni.createFrom().voidItem()
                            : documents
                                    .removeReferences(tx, workspace, document.id())
                                    .chain(() -> refer(tx, workspace, document.id(), after.references())));
        });
    }

    private static DocumentData current(BlockDocument document, List<DocumentReference> reachable) {
        var data = document.data();
        if (data == null) {
            throw ApiProblem.of(500, "The data of block document " + document.id() + " does not open.");
        }
        return new DocumentData(
                data,
                reachable.stream()
                        .filter(reference -> reference.parent().equals(document.id()))
                        .collect(Collectors.toMap(DocumentReference::name, DocumentReference::child)));
    }

    private static DocumentData changed(DocumentData before, BlockSchema schema, BlockDocumentRequest.Change change) {
        var asked = change.data();
        if (asked == null) {
            return before;
        }
        var secrets = new SecretFields(schema.secretFields());
        var update = new DocumentData(secrets.restored(asked.plain(), before.plain()), asked.references());
        return change.isMerged() ? before.merged(update) : update;
    }

    private Uni<Void> refer(SqlConnection tx, String workspace, UUID parent, Map<String, UUID> references) {
        if (references.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return documents
                .lockReferences(tx, workspace)
                .chain(() -> documents.references(tx, workspace, references.values()))
                .invoke(reachable -> refuseCircle(parent, references, reachable))
                .chain(() -> documents.addReferences(tx, workspace, parent, references));
    }

    private static void refuseCircle(UUID parent, Map<String, UUID> references, List<DocumentReference> reachable) {
        boolean isCircle = references.containsValue(parent)
                || reachable.stream().anyMatch(reference -> reference.child().equals(parent));
        if (isCircle) {
            throw ApiProblem.of(
                    400,
                    "Cannot create block document reference: it would introduce a cycle into the"
                            + " block_document_reference graph (parent=" + parent + ").");
        }
    }
}
