package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts documents together with those that they refer to. */
final class DocumentTree {
    /** As deep as a client follows references. */
    private static final int DEEPEST = 50;

    private final Map<UUID, BlockDocument> documents;
    private final Map<UUID, List<DocumentReference>> references;
    private final SchemaViews.Loaded schemas;
    private final Secrets secrets;

    /**
     * @param schemas of all these documents
     */
    DocumentTree(
            Map<UUID, BlockDocument> documents,
            List<DocumentReference> references,
            SchemaViews.Loaded schemas,
            Secrets secrets) {
        this.documents = documents;
        this.references = new LinkedHashMap<>();
        references.forEach(reference -> this.references
                .computeIfAbsent(reference.parent(), parent -> new ArrayList<>())
                .add(reference));
        this.schemas = schemas;
        this.secrets = secrets;
    }

    /** Data and references of a document. */
    private record Whole(Map<String, Object> data, Map<String, Object> references) {}

    BlockDocumentView view(BlockDocument document) {
        var schema = schema(document);
        var whole = whole(document, 0);
        return new BlockDocumentView(
                document.id(),
                document.created(),
                document.updated(),
                document.name(),
                whole.data(),
                document.blockSchemaId(),
                schemas.fields().view(schema),
                document.blockTypeId(),
                document.blockTypeName(),
                schemas.fields().type(schema),
                whole.references(),
                document.isAnonymous());
    }

    private Whole whole(BlockDocument document, int depth) {
        if (depth > DEEPEST) {
            throw ApiProblem.of(500, "Block document reference graph exceeds max depth " + DEEPEST + ".");
        }
        var data = new LinkedHashMap<>(data(document));
        var referred = new LinkedHashMap<String, Object>();
        for (DocumentReference reference : references.getOrDefault(document.id(), List.of())) {
            var child = Objects.requireNonNull(documents.get(reference.child()), "a document that is referred to");
            var inner = whole(child, depth + 1);
            data.put(reference.name(), inner.data());
            referred.put(reference.name(), Map.of("block_document", described(child, inner)));
        }
        return new Whole(data, referred);
    }

    private Map<String, Object> described(BlockDocument document, Whole whole) {
        var described = new LinkedHashMap<String, Object>();
        described.put("id", document.id());
        described.put("name", document.name());
        described.put("block_type", schemas.fields().type(schema(document)));
        described.put("is_anonymous", document.isAnonymous());
        described.put("block_document_references", whole.references());
        return described;
    }

    private Map<String, Object> data(BlockDocument document) {
        @Nullable Map<String, Object> data = document.data();
        if (data == null && secrets == Secrets.NEEDED) {
            throw ApiProblem.of(
                    500,
                    "The data of block document " + document.id() + " does not open: is the key that it was made with"
                            + " among SLIPWAY_MASTER_KEY and SLIPWAY_OLD_MASTER_KEYS?");
        }
        if (data == null) {
            return Map.of();
        }
        return secrets == Secrets.HIDDEN ? new SecretFields(schema(document).secretFields()).hidden(data) : data;
    }

    private BlockSchema schema(BlockDocument document) {
        return Objects.requireNonNull(schemas.schemas().get(document.blockSchemaId()), "the schema of a document");
    }
}
