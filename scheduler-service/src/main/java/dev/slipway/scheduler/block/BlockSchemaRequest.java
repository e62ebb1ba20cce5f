package dev.slipway.scheduler.block;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schema as somebody wants it.
 *
 * @param fields with {@code block_schema_references} and the definitions of the blocks that they refer to
 */
record BlockSchemaRequest(Map<String, Object> fields, UUID blockTypeId, List<String> capabilities, String version) {
    /** Of a schema whose author does not count. */
    static final String NO_VERSION = "non-versioned";

    private static final Set<String> KNOWN = Set.of("fields", "block_type_id", "capabilities", "version");

    static BlockSchemaRequest of(@Nullable JsonObject json) {
        var body = BlockBody.of(json, KNOWN);
        return new BlockSchemaRequest(
                body.object("fields"),
                body.requiredUuid("block_type_id"),
                body.texts("capabilities"),
                body.has("version") ? body.requiredText("version") : NO_VERSION);
    }
}
