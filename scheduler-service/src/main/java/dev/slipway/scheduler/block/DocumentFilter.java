package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Filters of block documents, which leave anonymous ones out unless they say something else. */
final class DocumentFilter {
    private static final String DOCUMENTS = "block_documents";
    private static final String ANONYMOUS = "is_anonymous";

    private DocumentFilter() {}

    /** What a client asks for, with what it means without saying it. */
    static JsonObject of(@Nullable JsonObject body) {
        var asked = body == null ? new JsonObject() : body.copy();
        var documents =
                switch (asked.getValue(DOCUMENTS)) {
                    case null -> new JsonObject();
                    case JsonObject filter -> filter;
                    default -> throw ApiProblem.invalid(DOCUMENTS + ": an object is needed");
                };
        if (!documents.containsKey(ANONYMOUS)) {
            documents.put(ANONYMOUS, new JsonObject().put("eq_", false));
        }
        return asked.put(DOCUMENTS, documents);
    }

    /** The document with that id, anonymous or not. */
    static JsonObject one(UUID id) {
        return asking(new JsonObject().put("id", any(id.toString())));
    }

    /** The document of a type with that name, anonymous or not. */
    static JsonObject one(String slug, String name) {
        return asking(new JsonObject().put("name", any(name)))
                .put("block_types", new JsonObject().put("slug", any(slug)));
    }

    /** The documents of a type. */
    static JsonObject ofType(UUID type) {
        return new JsonObject()
                .put(
                        DOCUMENTS,
                        new JsonObject()
                                .put("block_type_id", any(type.toString()))
                                .put(ANONYMOUS, new JsonObject().put("eq_", false)));
    }

    /** Without an order, where clients have no choice of it. */
    static JsonObject unsorted(@Nullable JsonObject body) {
        var asked = body == null ? new JsonObject() : body.copy();
        asked.remove("sort");
        return asked;
    }

    private static JsonObject asking(JsonObject documents) {
        return new JsonObject().put(DOCUMENTS, documents).put("limit", 1);
    }

    private static JsonObject any(String value) {
        return new JsonObject().put("any_", new io.vertx.core.json.JsonArray().add(value));
    }
}
