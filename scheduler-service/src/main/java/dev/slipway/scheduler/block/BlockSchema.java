package dev.slipway.scheduler.block;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the data of a block looks like, as it is stored: what refers to other blocks is not in its fields but in
 * {@link SchemaReference}s.
 *
 * @param checksum of the fields, as classes compute it
 */
record BlockSchema(
        UUID id,
        Instant created,
        Instant updated,
        String checksum,
        Map<String, Object> fields,
        UUID blockTypeId,
        List<String> capabilities,
        String version) {

    /** Paths of the fields whose values are hidden. */
    List<String> secretFields() {
        return fields.get("secret_fields") instanceof List<?> paths
                ? paths.stream().map(String::valueOf).toList()
                : List.of();
    }
}
