package dev.slipway.scheduler.dashboard;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The objects that a body names. */
record IdList(List<UUID> ids) {
    private static final int MOST = 200;

    static IdList of(@Nullable JsonObject body, String field) {
        if (body == null || !(body.getValue(field) instanceof JsonArray ids)) {
            throw ApiProblem.invalid(field + ": a list of UUIDs is needed");
        }
        if (ids.size() > MOST) {
            throw ApiProblem.invalid(field + ": at most " + MOST + " are allowed");
        }
        try {
            return new IdList(
                    ids.stream().map(id -> UUID.fromString(String.valueOf(id))).toList());
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid(field + ": a list of UUIDs is needed");
        }
    }

    UUID[] array() {
        return ids.toArray(UUID[]::new);
    }

    /** What is known of each, or what stands for nothing known. */
    <T> Map<UUID, @Nullable T> each(Map<UUID, T> known, @Nullable T otherwise) {
        var all = new LinkedHashMap<UUID, @Nullable T>();
        ids.forEach(id -> all.put(id, known.containsKey(id) ? known.get(id) : otherwise));
        return all;
    }
}
