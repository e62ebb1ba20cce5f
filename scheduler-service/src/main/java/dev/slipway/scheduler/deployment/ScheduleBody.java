package dev.slipway.scheduler.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client says about a schedule; a schedule that it matches keeps what is not named. */
record ScheduleBody(JsonObject json) {
    static ScheduleBody of(@Nullable Object element) {
        if (element instanceof JsonObject object) {
            return new ScheduleBody(object);
        }
        throw ApiProblem.invalid("schedules: objects are needed");
    }

    @Nullable
    String slug() {
        var slug = json.getValue("slug");
        if (slug != null && !slug.toString().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw ApiProblem.invalid("slug: must only contain lowercase letters, numbers, and dashes");
        }
        return slug == null ? null : slug.toString();
    }

    /** Whether it plans runs; null if the body doesn't say. */
    @Nullable
    Boolean active() {
        return json.getBoolean("active");
    }

    /** The slug of the schedule that this one takes the place of. */
    @Nullable
    String replaces() {
        return json.getString("replaces");
    }

    DeploymentSchedule create(UUID id, UUID deploymentId, Instant now) {
        var schedule = schedule();
        if (schedule == null) {
            throw ApiProblem.invalid("schedule: field required");
        }
        var slug = slug();
        var parameters = json.getJsonObject("parameters", new JsonObject());
        return new DeploymentSchedule(
                id,
                now,
                now,
                deploymentId,
                schedule,
                !Boolean.FALSE.equals(active()),
                json.getInteger("max_scheduled_runs"),
                parameters,
                slug,
                slug == null ? identity(schedule, parameters) : slug);
    }

    DeploymentSchedule applyTo(DeploymentSchedule old, Instant now) {
        var given = schedule();
        var schedule = given == null ? old.schedule() : given;
        var slug = json.containsKey("slug") ? slug() : old.slug();
        var parameters = json.getJsonObject("parameters", old.parameters());
        return new DeploymentSchedule(
                old.id(),
                old.created(),
                now,
                old.deploymentId(),
                schedule,
                requireNonNullElse(active(), old.active()),
                json.getInteger("max_scheduled_runs", old.maxScheduledRuns()),
                parameters == null ? old.parameters() : parameters,
                slug,
                slug == null ? identity(schedule, parameters == null ? old.parameters() : parameters) : slug);
    }

    /** The schedule with every key that its kind has, so that the same one always looks the same. */
    private @Nullable JsonObject schedule() {
        return json.getValue("schedule") instanceof JsonObject given ? ScheduleShape.complete(given) : null;
    }

    /** Stable name of a schedule that was given none. */
    static String identity(JsonObject schedule, JsonObject parameters) {
        try {
            var text = canonical(schedule) + canonical(parameters);
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "sha256-" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String canonical(@Nullable Object value) {
        return switch (value) {
            case JsonObject object -> {
                var sorted = new TreeMap<String, String>();
                object.forEach(
                        (Map.Entry<String, Object> entry) -> sorted.put(entry.getKey(), canonical(entry.getValue())));
                yield sorted.toString();
            }
            case JsonArray array ->
                array.stream().map(ScheduleBody::canonical).toList().toString();
            case Number number -> String.valueOf(number.doubleValue());
            case null, default -> String.valueOf(value);
        };
    }
}
