package dev.slipway.scheduler.artifact;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Body that makes or changes an artifact. */
record ArtifactRequest(JsonObject json) {
    private static final Pattern KEY = Pattern.compile("[a-z0-9-]+");
    private static final int LONGEST_METADATA = 500;

    /** Refuses what an artifact can't be; shortens metadata as Prefect does. */
    ArtifactRequest valid() {
        var key = text("key");
        if (key != null && !KEY.matcher(key).matches()) {
            throw ApiProblem.invalid("key: must only contain lowercase letters, numbers, and dashes");
        }
        var metadata = object("metadata_");
        return metadata == null ? this : new ArtifactRequest(json.copy().put("metadata_", shortened(metadata)));
    }

    private static JsonObject shortened(JsonObject metadata) {
        var shortened = new JsonObject();
        for (Map.Entry<String, Object> entry : metadata) {
            if (!(entry.getValue() instanceof String text)) {
                throw ApiProblem.invalid("metadata_." + entry.getKey() + ": a string is needed");
            }
            shortened.put(
                    entry.getKey(),
                    text.length() > LONGEST_METADATA ? text.substring(0, LONGEST_METADATA) + "..." : text);
        }
        return shortened;
    }

    @Nullable
    Object data() {
        return json.getValue("data");
    }

    @Nullable
    String text(String field) {
        return switch (json.getValue(field)) {
            case null -> null;
            case String text -> text;
            default -> throw ApiProblem.invalid(field + ": a string is needed");
        };
    }

    @Nullable
    UUID uuid(String field) {
        var text = text(field);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid(field + ": a UUID is needed");
        }
    }

    @Nullable
    JsonObject object(String field) {
        return switch (json.getValue(field)) {
            case null -> null;
            case JsonObject object -> object;
            default -> throw ApiProblem.invalid(field + ": an object is needed");
        };
    }
}
