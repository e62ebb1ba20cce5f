package dev.slipway.scheduler.block;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A document as clients read it.
 *
 * @param data with the data of the documents that it refers to
 * @param blockDocumentReferences which documents those are
 */
record BlockDocumentView(
        UUID id,
        Instant created,
        Instant updated,
        String name,
        Map<String, Object> data,
        UUID blockSchemaId,
        BlockSchemaView blockSchema,
        UUID blockTypeId,
        String blockTypeName,
        BlockType blockType,
        Map<String, Object> blockDocumentReferences,
        boolean isAnonymous) {}
