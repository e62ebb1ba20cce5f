package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as somebody wants it.
 *
 * @param name null for an anonymous one, which is given one
 */
record BlockDocumentRequest(
        @Nullable String name, DocumentData data, UUID blockSchemaId, UUID blockTypeId, boolean isAnonymous) {
    private static final Set<String> KNOWN = Set.of("name", "data", "block_schema_id", "block_type_id", "is_anonymous");

    static BlockDocumentRequest of(@Nullable JsonObject json) {
        var body = BlockBody.of(json, KNOWN);
        var request = new BlockDocumentRequest(
                body.slug("name", "Block document name"),
                DocumentData.of(body.object("data")),
                body.requiredUuid("block_schema_id"),
                body.requiredUuid("block_type_id"),
                body.bool("is_anonymous", false));
        if (request.name() == null && !request.isAnonymous()) {
            throw ApiProblem.invalid("Names must be provided for block documents.");
        }
        return request;
    }

    /**
     * What is to become of a document.
     *
     * @param data null to leave it
     * @param blockSchemaId null to leave it
     * @param isMerged what the data does not name stays
     */
    record Change(@Nullable DocumentData data, @Nullable UUID blockSchemaId, boolean isMerged) {
        private static final Set<String> CHANGEABLE = Set.of("data", "block_schema_id", "merge_existing_data");

        static Change of(@Nullable JsonObject json) {
            var body = BlockBody.of(json, CHANGEABLE);
            boolean isMerged = body.bool("merge_existing_data", true);
            boolean isLeft = isMerged && !body.has("data");
            return new Change(
                    isLeft ? null : DocumentData.of(body.object("data")), body.uuid("block_schema_id"), isMerged);
        }
    }
}
