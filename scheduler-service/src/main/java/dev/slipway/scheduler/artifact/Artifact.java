package dev.slipway.scheduler.artifact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a flow left for people to look at.
 *
 * @param key under which later artifacts replace it as the latest; one without a key stands for itself
 * @param data in the shape that the type means; any JSON
 */
record Artifact(
        UUID id,
        @JsonIgnore String workspace,
        Instant created,
        Instant updated,
        @Nullable String key,
        @Nullable String type,
        @Nullable String description,
        @Nullable Object data,
        @Nullable @JsonProperty("metadata_") JsonObject metadata,
        @Nullable UUID flowRunId,
        @Nullable UUID taskRunId) {}
