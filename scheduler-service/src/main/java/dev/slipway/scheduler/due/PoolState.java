package dev.slipway.scheduler.due;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A work pool that has due runs.
 *
 * @param limit how many runs may be pending or running at once; null for any number
 * @param hasLimits the pool has one, or one of its queues
 */
record PoolState(
        UUID id,
        String workspace,
        String name,
        String type,
        JsonObject baseJobTemplate,
        @Nullable Integer limit,
        boolean hasLimits) {}
