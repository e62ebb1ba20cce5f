package dev.slipway.scheduler.workpool;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Body that makes a work queue. */
record WorkQueueRequest(
        @Nullable String name,
        @Nullable String description,
        @JsonProperty("is_paused") @Nullable Boolean isPaused,
        @Nullable Integer concurrencyLimit,
        @Nullable Integer priority) {

    WorkQueueRepository.NewQueue toQueue() {
        return new WorkQueueRepository.NewQueue(
                null,
                dev.slipway.scheduler.json.Names.valid(name),
                description == null ? "" : description,
                Boolean.TRUE.equals(isPaused),
                concurrencyLimit,
                priority);
    }
}
