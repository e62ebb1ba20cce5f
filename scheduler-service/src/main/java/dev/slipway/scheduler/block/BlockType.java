package dev.slipway.scheduler.block;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A kind of block.
 *
 * @param slug by which classes and users name it
 * @param isProtected can't be deleted
 */
record BlockType(
        UUID id,
        @JsonIgnore String workspace,
        Instant created,
        Instant updated,
        String name,
        String slug,
        @Nullable String logoUrl,
        @Nullable String documentationUrl,
        @Nullable String description,
        @Nullable String codeExample,
        boolean isProtected) {}
