package dev.slipway.scheduler.block;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user filled in, as it is stored, opened.
 *
 * @param data without what refers to other documents; null if it does not open
 */
record BlockDocument(
        UUID id,
        Instant created,
        Instant updated,
        String name,
        @Nullable Map<String, Object> data,
        UUID blockSchemaId,
        UUID blockTypeId,
        String blockTypeName,
        boolean isAnonymous) {}
