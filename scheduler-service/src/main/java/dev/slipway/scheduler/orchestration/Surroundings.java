package dev.slipway.scheduler.orchestration;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run belongs to.
 *
 * @param parentTask the task run that stands for it in its parent; null for a run of its own
 */
public record Surroundings(
        Named flow,
        @Nullable Deployment deployment,
        @Nullable Named workQueue,
        @Nullable WorkPool workPool,
        @Nullable Named parentTask) {
    /** Something with an id, a name and tags. */
    public record Named(UUID id, String name, List<String> tags) {}

    /**
     * The deployment as far as its runs depend on it.
     *
     * @param concurrencyLimit null for none
     */
    public record Deployment(
            Named named,
            Instant updated,
            JsonObject jobVariables,
            @Nullable Integer concurrencyLimit,
            boolean cancelNew,
            @Nullable Integer graceSeconds) {}

    /** Where it is to be executed. */
    public record WorkPool(Named named, String type) {}
}
