package dev.slipway.scheduler.block;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A schema as clients read it, with the definitions of the blocks that its fields refer to. */
record BlockSchemaView(
        UUID id,
        Instant created,
        Instant updated,
        String checksum,
        Map<String, Object> fields,
        UUID blockTypeId,
        BlockType blockType,
        List<String> capabilities,
        String version) {}
