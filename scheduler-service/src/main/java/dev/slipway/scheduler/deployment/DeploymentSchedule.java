package dev.slipway.scheduler.deployment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a deployment runs by itself.
 *
 * @param identity the slug, or a hash of the content: part of the key of each run that it makes
 */
public record DeploymentSchedule(
        UUID id,
        Instant created,
        Instant updated,
        UUID deploymentId,
        JsonObject schedule,
        boolean active,
        @Nullable Integer maxScheduledRuns,
        JsonObject parameters,
        @Nullable String slug,
        @JsonIgnore String identity) {}
