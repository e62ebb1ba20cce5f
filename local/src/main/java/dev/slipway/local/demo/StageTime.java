package dev.slipway.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a stage of a build ran; {@code finishedAt} is null while it does. */
public record StageTime(
        String stage, Instant startedAt, @Nullable Instant finishedAt) {

    /** The stages that a build has begun, as the gateway shows them. */
    public static List<StageTime> of(JsonNode build) {
        var stages = new ArrayList<StageTime>();
        for (JsonNode stage : build.path("stages")) {
            String finished = stage.path("finishedAt").asText("");
            stages.add(new StageTime(
                    stage.path("stage").asText(),
                    Instant.parse(stage.path("startedAt").asText()),
                    finished.isEmpty() || finished.equals("null") ? null : Instant.parse(finished)));
        }
        return stages;
    }

    Duration length() {
        return finishedAt == null ? Duration.ZERO : Duration.between(startedAt, finishedAt);
    }
}
