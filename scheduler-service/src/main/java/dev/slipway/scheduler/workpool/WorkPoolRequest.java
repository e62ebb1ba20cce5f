package dev.slipway.scheduler.workpool;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Body that makes a work pool. */
record WorkPoolRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable String type,
        @Nullable JsonObject baseJobTemplate,
        @JsonProperty("is_paused") @Nullable Boolean isPaused,
        @Nullable Integer concurrencyLimit,
        @Nullable JsonObject storageConfiguration) {

    /** A pool of which nothing but the name is given. */
    static WorkPoolRequest named(String name) {
        return new WorkPoolRequest(name, null, null, null, null, null, null);
    }
}
