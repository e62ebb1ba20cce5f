package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A body that makes or changes something, read field by field. */
record BlockBody(JsonObject json) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]+");

    /** Refuses fields that are not known. */
    static BlockBody of(@Nullable JsonObject json, Set<String> known) {
        ApiProblem.requireBody(json);
        var body = json == null ? new JsonObject() : json;
        for (String field : body.fieldNames()) {
            if (!known.contains(field)) {
                throw ApiProblem.invalid(field + ": extra inputs are not permitted");
            }
        }
        return new BlockBody(body);
    }

    boolean has(String field) {
        return json.containsKey(field);
    }

    @Nullable
    String text(String field) {
        return switch (json.getValue(field)) {
            case null -> null;
            case String text -> text;
            default -> throw ApiProblem.invalid(field + ": a string is needed");
        };
    }

    String requiredText(String field) {
        return required(field, text(field));
    }

    /** Lowercase letters, digits and dashes; null if there is none. */
    @Nullable
    String slug(String field, String what) {
        var slug = text(field);
        if (slug != null && !SLUG.matcher(slug).matches()) {
            throw ApiProblem.invalid(
                    field + ": " + what + " must only contain lowercase letters, numbers, and dashes.");
        }
        return slug;
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

    UUID requiredUuid(String field) {
        return required(field, uuid(field));
    }

    boolean bool(String field, boolean otherwise) {
        return switch (json.getValue(field)) {
            case null -> otherwise;
            case Boolean bool -> bool;
            default -> throw ApiProblem.invalid(field + ": true or false is needed");
        };
    }

    Map<String, Object> object(String field) {
        return switch (json.getValue(field)) {
            case null -> Map.of();
            case JsonObject object -> object.getMap();
            default -> throw ApiProblem.invalid(field + ": an object is needed");
        };
    }

    List<String> texts(String field) {
        return switch (json.getValue(field)) {
            case null -> List.of();
            case JsonArray array
            when array.stream().allMatch(String.class::isInstance) ->
                array.stream().map(String.class::cast).toList();
            default -> throw ApiProblem.invalid(field + ": a list of strings is needed");
        };
    }

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw ApiProblem.invalid(field + ": field required");
        }
        return value;
    }
}
