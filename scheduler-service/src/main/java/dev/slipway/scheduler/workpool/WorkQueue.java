package dev.slipway.scheduler.workpool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of runs in a pool.
 *
 * @param priority 1 is served first
 * @param filter never set; of a kind of queue that clients no longer make
 */
public record WorkQueue(
        UUID id,
        @JsonIgnore String workspace,
        Instant created,
        Instant updated,
        String name,
        @Nullable String description,
        @JsonProperty("is_paused") boolean isPaused,
        @Nullable Integer concurrencyLimit,
        int priority,
        UUID workPoolId,
        String workPoolName,
        @Nullable Instant lastPolled,
        String status,
        @Nullable Object filter,
        @Nullable Integer activeSlots) {}
