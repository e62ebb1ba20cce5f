package dev.slipway.scheduler.workpool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where runs can be executed, and how.
 *
 * @param status READY, NOT_READY or PAUSED at the time of reading
 * @param activeSlots runs that hold a slot of the concurrency limit; null where nobody counted
 */
public record WorkPool(
        UUID id,
        @JsonIgnore String workspace,
        Instant created,
        Instant updated,
        String name,
        @Nullable String description,
        String type,
        JsonObject baseJobTemplate,
        @JsonProperty("is_paused") boolean isPaused,
        @Nullable Integer concurrencyLimit,
        String status,
        UUID defaultQueueId,
        JsonObject storageConfiguration,
        @Nullable Integer activeSlots) {}
