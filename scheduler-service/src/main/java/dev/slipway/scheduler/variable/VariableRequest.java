package dev.slipway.scheduler.variable;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Body that makes or changes a variable. */
record VariableRequest(JsonObject json) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,255}");
    private static final int MAX_VALUE = 5_000;

    /** Refuses what a variable can't be. */
    VariableRequest valid() {
        if (json.containsKey("name")
                && !(json.getValue("name") instanceof String name
                        && NAME.matcher(name).matches())) {
            throw ApiProblem.invalid(
                    "name: must only contain lowercase letters, numbers, and dashes or underscores, at most 255 of them");
        }
        if (new JsonArray().add(json.getValue("value")).encode().length() - 2 > MAX_VALUE) {
            throw ApiProblem.invalid("value: must have less than 5000 characters when it is serialized");
        }
        return this;
    }

    String name() {
        if (json.getValue("name") instanceof String name) {
            return name;
        }
        throw ApiProblem.invalid("name: field required");
    }

    @Nullable
    Object value() {
        return json.getValue("value");
    }

    List<String> tags() {
        return json.getValue("tags") instanceof JsonArray tags
                ? tags.stream().map(String::valueOf).toList()
                : List.of();
    }
}
