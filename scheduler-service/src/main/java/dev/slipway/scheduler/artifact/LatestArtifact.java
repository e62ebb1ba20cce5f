package dev.slipway.scheduler.artifact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest artifact of a key.
 *
 * @param id stays while the artifacts of the key come and go
 * @param latestId the artifact itself
 */
record LatestArtifact(
        UUID id,
        @JsonIgnore String workspace,
        Instant created,
        Instant updated,
        String key,
        UUID latestId,
        @Nullable String type,
        @Nullable String description,
        @Nullable Object data,
        @Nullable @JsonProperty("metadata_") JsonObject metadata,
        @Nullable UUID flowRunId,
        @Nullable UUID taskRunId) {}
