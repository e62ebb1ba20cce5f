package dev.slipway.scheduler.graph;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done within a flow run.
 *
 * @param kind {@code task-run}, or {@code flow-run} for a subflow
 * @param inputs of the task run, as its client reported them: under each name, where the values came from
 */
record Step(
        String kind,
        UUID id,
        String label,
        String stateType,
        Instant startTime,
        @Nullable Instant endTime,
        JsonObject inputs) {
    /** The name under which clients report the tasks within which a task was called. */
    private static final String ENCLOSING = "__parents__";

    /** Whose results it took. */
    Set<UUID> upstream() {
        var ids = new LinkedHashSet<UUID>();
        for (Map.Entry<String, Object> input : inputs) {
            if (!input.getKey().equals(ENCLOSING)) {
                collect(input.getValue(), ids);
            }
        }
        return ids;
    }

    /** Within which tasks it was called. */
    Set<UUID> enclosing() {
        var ids = new LinkedHashSet<UUID>();
        collect(inputs.getValue(ENCLOSING), ids);
        return ids;
    }

    private static void collect(@Nullable Object sources, Set<UUID> ids) {
        if (sources instanceof JsonArray list) {
            for (Object source : list) {
                if (source instanceof JsonObject object && object.getValue("id") instanceof String id) {
                    ids.add(UUID.fromString(id));
                }
            }
        }
    }
}
