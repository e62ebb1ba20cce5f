package dev.slipway.scheduler.flow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Code that runs, known by its name. */
public record Flow(
        UUID id,
        @JsonIgnore String workspace,
        Instant created,
        Instant updated,
        String name,
        List<String> tags,
        JsonObject labels) {}
