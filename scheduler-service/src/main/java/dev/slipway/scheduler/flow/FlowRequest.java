package dev.slipway.scheduler.flow;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of create and update; update reads only the tags. */
record FlowRequest(
        @Nullable String name,
        @Nullable List<String> tags,
        @Nullable JsonObject labels) {
    List<String> givenTags() {
        return tags == null ? List.of() : tags;
    }

    JsonObject givenLabels() {
        return labels == null ? new JsonObject() : labels;
    }
}
